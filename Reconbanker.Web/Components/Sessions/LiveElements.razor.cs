using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>Keeps the list as the page is, says what is new in it, and acts for the person. What is typed is kept nowhere.</summary>
public sealed partial class LiveElements(TimeProvider clock) : IDisposable
{
    private const int MostSaid = 3;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1.5);

    private readonly string _titleId = $"e{Guid.NewGuid():N}";
    private readonly CancellationTokenSource _closed = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private IReadOnlyList<PageElement> _elements = [];
    private string _read = "";
    private string? _said;
    private bool _isLoading = true;

    [Parameter, EditorRequired]
    public required Viewer Viewer { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        try
        {
            using var beat = new PeriodicTimer(Beat, clock);
            do
            {
                await RefreshAsync();
            }
            while (await beat.WaitForNextTickAsync(_closed.Token));
        }
        catch (Exception) when (_closed.IsCancellationRequested)
        {
            // The list was closed.
        }
    }

    private async Task RefreshAsync()
    {
        await _one.WaitAsync(_closed.Token);
        try
        {
            var elements = await Viewer.ReadElementsAsync(_closed.Token);
            var read = string.Join('\n', elements.Select(e => $"{e.Key} {e.Kind} {e.Name} {e.Value} {e.IsFilled} {e.IsOn} {e.IsDisabled} {e.Options.Count}"));
            if (read != _read || _isLoading)
            {
                _said = _isLoading ? null : News(elements) ?? _said;
                (_elements, _read, _isLoading) = (elements, read, false);
                StateHasChanged();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task ActAsync(PageElement element, Func<Viewer, Task<ElementOutcome>> act)
    {
        var outcome = await act(Viewer);
        _said = outcome switch
        {
            ElementOutcome.Done => Say(LiveScreenTexts.ElementDone, Name(element)),
            ElementOutcome.Gone => Say(LiveScreenTexts.ElementGone, Name(element)),
            _ => LiveScreenTexts.ElementRefused,
        };
        await RefreshAsync();
    }

    /// <summary>What came to the page since it was read last: its alerts among other things, which is what one waits for.</summary>
    private string? News(IReadOnlyList<PageElement> elements)
    {
        var known = _elements.Select(element => element.Name).ToHashSet();
        var news = elements.Where(element => element.Name.Length > 0 && !known.Contains(element.Name)).Select(element => element.Name).ToList();
        return news.Count switch
        {
            0 => null,
            <= MostSaid => Say(LiveScreenTexts.ElementNews, string.Join("; ", news)),
            _ => Say(LiveScreenTexts.ElementManyNews, string.Join("; ", news.Take(MostSaid))),
        };
    }

    private static string Name(PageElement element) => element.Name.Length > 0 ? element.Name : LiveScreenTexts.ElementUnnamed;

    private static int Chosen(PageElement list) => list.Options.ToList().IndexOf(list.Value);

    private static int Number(ChangeEventArgs e) =>
        int.TryParse(e.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static string? Role(PageElement element) => element.Kind switch
    {
        ElementKind.Link => "link",
        ElementKind.Check => "checkbox",
        ElementKind.Radio => "radio",
        _ => null,
    };

    private static string? Checked(PageElement element) =>
        element.Kind is not (ElementKind.Check or ElementKind.Radio) ? null : element.IsOn ? "true" : "false";

    private static string Icon(PageElement element) => element.Kind switch
    {
        ElementKind.Link => Icons.Material.Outlined.Link,
        ElementKind.Check when element.IsOn => Icons.Material.Outlined.CheckBox,
        ElementKind.Check => Icons.Material.Outlined.CheckBoxOutlineBlank,
        ElementKind.Radio when element.IsOn => Icons.Material.Filled.RadioButtonChecked,
        ElementKind.Radio => Icons.Material.Filled.RadioButtonUnchecked,
        _ => Icons.Material.Outlined.TouchApp,
    };

    private static string Say(string format, object value) => string.Format(CultureInfo.CurrentCulture, format, value);
}
