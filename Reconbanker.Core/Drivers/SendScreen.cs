using Microsoft.Playwright;

namespace Reconbanker.Core.Drivers;

/// <summary>
/// How a page lets one ask for another code, or for another request for approval. A person in the live view may press the same elements:
/// that is noticed of those that are named here, and of no others.
/// </summary>
public abstract record SendScreen
{
    /// <summary>What asks the bank for another one; null when there is no such thing.</summary>
    public ILocator? SendAgain { get; init; }

    /// <summary>What asks the bank for another one by another channel. Those that do not show are not offered.</summary>
    public IReadOnlyList<OtherChannel> OtherChannels { get; init; } = [];

    /// <summary>What the page shows once another one is on its way; null when the page is simply loaded anew.</summary>
    public ILocator? Sent { get; init; }
}

/// <param name="Button">What asks for the code.</param>
public sealed record OtherChannel(CodeChannel Channel, ILocator Button);

/// <summary>How another code, or another request, is asked for on a page, and how it is told that a person did.</summary>
public sealed record PageSending(IReadOnlyList<SendOffer> Offers)
{
    public static readonly PageSending None = new([]);

    /// <summary>Points out to the live view what asks for another one, as it is in the page now.</summary>
    public Func<Task> PointOut { get; init; } = () => Task.CompletedTask;

    /// <summary>Returns once the page says that another one is on its way, for which a person has asked, or does not say so in time.</summary>
    public Func<Task> UntilSent { get; init; } = () => Task.CompletedTask;
}

/// <summary>A way in which the page lets one ask for another code, or another request.</summary>
/// <param name="Channel">By which it comes; null for the same as before.</param>
/// <param name="IsShown">Whether the page offers it now.</param>
/// <param name="Ask">Asks for it, and returns once the page says that it is on its way.</param>
public sealed record SendOffer(CodeChannel? Channel, Func<Task<bool>> IsShown, Func<Task> Ask);
