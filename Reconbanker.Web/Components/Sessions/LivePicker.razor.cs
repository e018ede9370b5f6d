using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>
/// Fills a field of the bank's page. It does not take the keyboard from the page unless it was called by a key: whoever rather types into
/// the field goes on typing.
/// </summary>
public sealed partial class LivePicker
{
    private readonly string _labelId = $"p{Guid.NewGuid():N}";
    private readonly string _inputId = $"p{Guid.NewGuid():N}";
    private readonly string _refusalId = $"p{Guid.NewGuid():N}";
    private ElementReference _input;
    private string _value = "";
    private bool _isRefused;

    [Parameter, EditorRequired]
    public required PickerField Field { get; set; }

    /// <summary>What the field is to hold; null leaves it as it is.</summary>
    [Parameter]
    public EventCallback<string?> OnFill { get; set; }

    private string Type => Field.Kind switch
    {
        PickerKind.DateTime => "datetime-local",
        PickerKind.Colour => "color",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    private string Kind => Field.Kind switch
    {
        PickerKind.Date => LiveScreenTexts.PickerDate,
        PickerKind.Time => LiveScreenTexts.PickerTime,
        PickerKind.DateTime => LiveScreenTexts.PickerDateTime,
        PickerKind.Month => LiveScreenTexts.PickerMonth,
        PickerKind.Week => LiveScreenTexts.PickerWeek,
        PickerKind.Proposal => LiveScreenTexts.PickerProposals,
        _ => LiveScreenTexts.PickerColour,
    };

    /// <summary>For browsers that have no picker for it and show a text field instead.</summary>
    private string Form => Field.Kind switch
    {
        PickerKind.Date => "2026-11-22",
        PickerKind.Time => "18:30",
        PickerKind.DateTime => "2026-11-22T18:30",
        PickerKind.Month => "2026-11",
        PickerKind.Week => "2026-W48",
        _ => "#3366cc",
    };

    private string Refusal => string.Format(CultureInfo.CurrentCulture, LiveScreenTexts.PickerRefusal, Form);

    protected override void OnInitialized() => _value = Field.Value;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Field.ByKeyboard && Field.Kind != PickerKind.Proposal)
        {
            await _input.FocusAsync(preventScroll: true);
        }
    }

    private async Task FillAsync()
    {
        _isRefused = !Field.Takes(_value);
        if (!_isRefused)
        {
            await OnFill.InvokeAsync(_value);
        }
    }

    private Task CloseOnEscapeAsync(KeyboardEventArgs e) => e.Key == "Escape" ? OnFill.InvokeAsync(null) : Task.CompletedTask;

    private static string? OrNull(string value) => value.Length == 0 ? null : value;
}
