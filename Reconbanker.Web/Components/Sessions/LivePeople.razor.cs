using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reconbanker.Core.LiveViews;
using Reconbanker.Web.Realtime;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>The people at a live view: who asks whom for control, and for whom the picture is masked. It tells the view when its window is lost.</summary>
public sealed partial class LivePeople(CircuitLink link) : IDisposable
{
    private ControlState _control;
    private bool _isAsking;
    private bool _wasRefused;
    private bool _wasMine;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Parameter, EditorRequired]
    public required Viewer Viewer { get; set; }

    /// <summary>Who was asked for control keeps it, and goes on in the page.</summary>
    [Parameter]
    public EventCallback OnKept { get; set; }

    public void Dispose() => link.Changed -= OnLinkChanged;

    protected override void OnInitialized() => link.Changed += OnLinkChanged;

    protected override void OnParametersSet()
    {
        var before = _control;
        _control = Viewer.Control;
        _wasMine = _control == ControlState.Taken && (_wasMine || before == ControlState.Mine);
        var isAsking = View.Control.Request?.UserId == Viewer.UserId;
        _wasRefused = _control == ControlState.Taken && (_wasRefused || (_isAsking && !isAsking));
        _isAsking = isAsking;
    }

    private void Ask()
    {
        _wasRefused = false;
        Viewer.AskForControl();
    }

    private void Withdraw()
    {
        _isAsking = false; // not a refusal
        Viewer.Withdraw();
    }

    private Task KeepAsync()
    {
        Viewer.AnswerRequest(false);
        return OnKept.InvokeAsync();
    }

    private void OnLinkChanged() => Viewer.IsConnected = link.IsUp;

    private static string Say(string format, object value) => string.Format(CultureInfo.CurrentCulture, format, value);
}
