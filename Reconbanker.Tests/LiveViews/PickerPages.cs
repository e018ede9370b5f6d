using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Pages with a field whose picker is drawn outside of them.</summary>
internal static class PickerPages
{
    /// <summary>Where the field is.</summary>
    public const string Place = "position:absolute;left:100px;top:100px;width:300px;height:30px";

    /// <summary>Keeps in <c>seen</c> what the page is told of its fields.</summary>
    public const string Seen = """
        <script>
          window.seen = [];
          for (const kind of ['input', 'change']) addEventListener(kind, e => seen.push(kind + ' ' + e.target.value));
        </script>
        """;

    /// <summary>Clicks until a picker is offered: our script comes into a frame of another site a moment after its page.</summary>
    public static async Task<PickerField> AskAsync(LiveView view, Viewer viewer, double x, double y)
    {
        for (var attempt = 0; attempt < 20 && view.Picker is null; attempt++)
        {
            viewer.Click(x, y);
            for (var wait = 0; wait < 50 && view.Picker is null; wait++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }

        view.Picker.Should().NotBeNull("a picker must be offered");
        return view.Picker!;
    }
}
