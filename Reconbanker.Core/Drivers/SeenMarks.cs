using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>Tells messages that are new on a page from those that were there before: they may be about something earlier.</summary>
internal sealed class SeenMarks(PageSteps steps)
{
    private const string Mark = "data-reconbanker-seen";

    /// <summary>Whatever shows now has been seen.</summary>
    public Task SetAsync(ILocator? messages) => messages is null ? Task.CompletedTask : steps.MarkAsync(messages, $"e.setAttribute('{Mark}', '')");

    public static ILocator Fresh(ILocator messages) => messages.Locator($"xpath=self::*[not(@{Mark})]");
}
