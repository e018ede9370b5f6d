using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Reconbanker.Core.LiveViews;
using Reconbanker.Web.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>
/// Shows a bank's page live on a canvas and sends the operator's mouse, touches and keys back to it. It stays with the view that it was
/// given first: use the view as its <c>@key</c>.
/// </summary>
public sealed partial class LiveScreen(ExpectedViewers expected, IJSRuntime js, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _closed = new();
    private readonly string _hintId = $"h{Guid.NewGuid():N}";
    private ElementReference _root;
    private ElementReference _canvas;
    private LiveView? _joined;
    private Viewer? _viewer;
    private LiveScreenInput? _input;
    private DotNetObjectReference<LiveScreenInput>? _inputReference;
    private IJSObjectReference? _module;
    private IJSObjectReference? _screen;
    private Task _painting = Task.CompletedTask;
    private ScreenPhase _phase;
    private ControlState _control;
    private LiveNotices? _notices;
    private PageTrouble _trouble;
    private int _isRefreshing;
    private bool _isListed;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Parameter, EditorRequired]
    public required Guid UserId { get; set; }

    /// <summary>What others see while this person is in control.</summary>
    [Parameter, EditorRequired]
    public required string UserName { get; set; }

    /// <summary>Further buttons of the bar.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool HasEnded => _control == ControlState.Ended;

    private bool IsMine => _control == ControlState.Mine;

    private DateTimeOffset? EndsAt => IsMine ? View.Control.EndsAt : null;

    private bool IsInteractive => _control is ControlState.Mine or ControlState.Free or ControlState.MineElsewhere;

    private bool CanTurn => IsMine && View.Dialog is null && _phase is ScreenPhase.Live or ScreenPhase.Connecting;

    private bool MayTakeOver => _control == ControlState.Taken && _viewer!.IsOwner;

    private string ViewersTitle => View.ViewerCount == 1 ? LiveScreenTexts.OneViewer : Say(LiveScreenTexts.Viewers, View.ViewerCount);

    private string CanvasLabel => IsMine ? LiveScreenTexts.CanvasControlled : LiveScreenTexts.CanvasWatched;

    private string StateText => (_control, View.Control.Holder) switch
    {
        (ControlState.Ended, _) => LiveScreenTexts.EndedState,
        (ControlState.Mine, _) => LiveScreenTexts.InControl,
        (ControlState.MineElsewhere, _) => LiveScreenTexts.InControlElsewhere,
        (ControlState.Taken or ControlState.WatchOnly, { IsAway: true } other) => Say(LiveScreenTexts.TakenByAway, other.UserName),
        (ControlState.Taken or ControlState.WatchOnly, { } other) => Say(LiveScreenTexts.TakenBy, other.UserName),
        (ControlState.NotNeeded or ControlState.WatchOnly, _) => LiveScreenTexts.Watching,
        _ => LiveScreenTexts.Free,
    };

    private string? Hint => _control switch
    {
        ControlState.Ended => null,
        ControlState.MineElsewhere => LiveScreenTexts.HintElsewhere,
        ControlState.Taken => _viewer!.IsOwner ? LiveScreenTexts.HintTakeOver : LiveScreenTexts.HintTaken,
        ControlState.WatchOnly => LiveScreenTexts.HintOnlyWatch,
        ControlState.NotNeeded => LiveScreenTexts.HintWatching,
        _ => LiveScreenTexts.HintFree,
    };

    public async ValueTask DisposeAsync()
    {
        _joined?.Changed -= OnViewChanged;
        _joined?.CursorChanged -= OnCursorChanged;
        await _closed.CancelAsync();
        _viewer?.Dispose();
        await _painting;
        try
        {
            if (_screen is not null)
            {
                await _screen.InvokeVoidAsync("close", Patience);
                await _screen.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception e) when (JsCalls.IsAway(e))
        {
            // The window is gone, and its canvas with it.
        }

        _inputReference?.Dispose();
        _closed.Dispose();
    }

    protected override void OnInitialized()
    {
        _joined = View;
        _viewer = expected.Welcome(View, UserId, UserName); // a picture is on its way before the canvas tells how wide it is
        _input = new(_viewer, OnOutcome, text => _notices?.Tell(text));
        _control = _viewer.Control;
        View.Changed += OnViewChanged;
        View.CursorChanged += OnCursorChanged;
    }

    protected override void OnParametersSet()
    {
        if (View != _joined)
        {
            throw new InvalidOperationException("A live screen stays with its view: give it the view as its key.");
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            _inputReference = DotNetObjectReference.Create(_input!);
            _module = await js.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./Components/Sessions/LiveScreen.razor.js");
            _screen = await _module.InvokeAsync<IJSObjectReference>("open", _closed.Token, _root, _canvas, _inputReference);
            var since = clock.GetTimestamp();
            await _screen.InvokeVoidAsync("setActive", _closed.Token, IsInteractive, IsMine);
            _viewer!.OnRoundTrip(clock.GetElapsedTime(since));
            _painting = new LivePainter(_viewer, _screen, ShowAsync, DispatchExceptionAsync, clock).PaintAsync(_closed.Token);
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            // The viewer left before the first picture.
        }
    }

    private Task ShowAsync(ScreenPhase phase)
    {
        if (_phase == phase)
        {
            return Task.CompletedTask;
        }

        _phase = phase;
        return InvokeAsync(StateHasChanged);
    }

    /// <summary>However often the bank's page makes the view change, no more than one refresh waits for this window.</summary>
    private void OnViewChanged()
    {
        if (Interlocked.Exchange(ref _isRefreshing, 1) == 0)
        {
            _ = InvokeAsync(RefreshAsync);
        }
    }

    private async Task RefreshAsync()
    {
        Volatile.Write(ref _isRefreshing, 0);
        try
        {
            _closed.Token.ThrowIfCancellationRequested();
            var before = _control;
            _control = _viewer!.Control;
            if (_trouble != View.Address.Trouble)
            {
                _trouble = View.Address.Trouble;
                _notices?.Clear(); // it was of a page that was left
            }

            StateHasChanged();
            if (before != _control && _screen is not null)
            {
                await _screen.InvokeVoidAsync("setActive", Patience, IsInteractive, IsMine);
            }
        }
        catch (Exception e) when (JsCalls.IsAway(e) || _closed.IsCancellationRequested)
        {
            // The window sleeps or has closed; what it sends without control is refused here.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private async Task TakeAsync()
    {
        if (_viewer!.TakeControl() && View.Dialog is null) // which takes the keyboard itself
        {
            await FocusAsync();
        }
    }

    private Task HandBackAsync()
    {
        _viewer!.HandBack();
        return Task.CompletedTask;
    }

    private Task ShowAsync(OpenWindow window)
    {
        _notices?.Clear();
        _viewer!.Show(window);
        return FocusAsync();
    }

    private Task GoBackAsync()
    {
        _viewer!.GoBack();
        return FocusAsync();
    }

    private Task ReloadAsync()
    {
        _viewer!.Reload();
        return FocusAsync();
    }

    private Task AnswerAsync(bool isAnswered) => isAnswered ? FocusAsync() : Task.CompletedTask;

    private Task FillAsync(PickerField field, string? value)
    {
        _viewer!.Fill(field, value);
        return FocusAsync();
    }

    /// <summary>The keys go to the bank's page again: what was pressed here is gone.</summary>
    private async Task FocusAsync()
    {
        if (_screen is not null)
        {
            await _screen.InvokeVoidAsync("focus", Patience);
        }
    }

    private void OnOutcome(InputOutcome outcome)
    {
        if (outcome is InputOutcome.PageChanged or InputOutcome.TooMany)
        {
            _notices?.Tell(outcome == InputOutcome.PageChanged ? LiveScreenTexts.PageChanged : LiveScreenTexts.TooMany);
            Call("dropped");
        }
    }

    private void OnCursorChanged() => _ = InvokeAsync(() => Call("setCursor", IsMine ? View.Cursor : "default"));

    /// <summary>For what is only seen: whether it arrives does not matter.</summary>
    private void Call(string method, params object?[] values)
    {
        if (_screen is not null && !_closed.IsCancellationRequested)
        {
            _ = SendAsync(_screen);
        }

        async Task SendAsync(IJSObjectReference screen)
        {
            try
            {
                await screen.InvokeVoidAsync(method, Patience, values);
            }
            catch (Exception e) when (JsCalls.IsAway(e) || e is JSException)
            {
                // The window sleeps, or has gone.
            }
        }
    }

    private static string Say(string format, object value) => string.Format(CultureInfo.CurrentCulture, format, value);
}
