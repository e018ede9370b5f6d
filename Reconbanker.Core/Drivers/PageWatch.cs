using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>What a driver does on a page, as far as those see who record it.</summary>
internal enum PageAct
{
    /// <summary>About to leave for an address.</summary>
    Open,

    /// <summary>About to click the element.</summary>
    Click,

    /// <summary>Filled in or ticked something.</summary>
    Fill,

    /// <summary>Has read or found something.</summary>
    Look,
}

/// <param name="Step">In words and selectors of the driver, and what it made them of.</param>
/// <param name="Element">What is clicked; null for other acts.</param>
internal sealed record PageMoment(PageAct Act, IPage Page, string Step, ILocator? Element)
{
    /// <summary>Where an opening goes to; null for other acts.</summary>
    public Uri? Address { get; init; }
}
