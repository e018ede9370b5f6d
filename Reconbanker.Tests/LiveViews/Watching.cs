using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Views, and what they show and tell, as most tests follow them.</summary>
internal static class Watching
{
    /// <returns>All that the view tells from now on, as it grows.</returns>
    public static List<ViewNotice> Record(this LiveView view)
    {
        var notices = new List<ViewNotice>();
        view.Noticed += notices.Add;
        return notices;
    }

    /// <summary>The last picture, once none has come for a while.</summary>
    public static async Task<ScreenFrame> SettledAsync(this Window window)
    {
        await window.FirstAsync();
        for (var seen = -1; seen != window.Count;)
        {
            seen = window.Count;
            await Task.Delay(TimeSpan.FromMilliseconds(1500), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return window.Last!;
    }
}
