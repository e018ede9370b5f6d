using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Core.Drivers;

/// <summary>The elements of a bank's page that have it send another code, or another request.</summary>
internal sealed class SendButtons(BankPage page, PageSteps steps, SendScreen screen)
{
    /// <summary>How long a page may take to say what came of a person's press; it may also refuse.</summary>
    private static readonly TimeSpan SayingTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SeenMarks _seen = new(steps);

    public PageSending Sending => new(
    [
        .. screen.SendAgain is { } again ? [Offer(null, again)] : Array.Empty<SendOffer>(),
        .. screen.OtherChannels.Select(other => Offer(other.Channel, other.Button)),
    ])
    {
        PointOut = PointOutAsync,
        UntilSent = UntilSentAsync,
    };

    /// <summary>Presses one, and waits until the page says that it is on its way.</summary>
    public async Task SendAsync(ILocator button)
    {
        await _seen.SetAsync(screen.Sent);
        await steps.MarkAsync(button, $"e.removeAttribute('{PressScript.Mark}')"); // no person's press
        await page.ClickAsync(button);
        if (screen.Sent is { } sent)
        {
            await page.VisibleAsync(SeenMarks.Fresh(sent));
        }
    }

    private SendOffer Offer(CodeChannel? channel, ILocator button) => new(channel, () => page.IsVisibleAsync(button), () => SendAsync(button));

    private async Task PointOutAsync()
    {
        foreach (var button in screen.OtherChannels.Select(other => other.Button).Prepend(screen.SendAgain).OfType<ILocator>())
        {
            if (await page.IsVisibleAsync(button))
            {
                await steps.MarkAsync(button, $"e.setAttribute('{PressScript.Mark}', '')");
            }
        }

        if (screen.Sent is { } sent && await page.IsVisibleAsync(sent))
        {
            await _seen.SetAsync(sent);
        }
    }

    private async Task UntilSentAsync()
    {
        if (screen.Sent is { } sent)
        {
            for (var asked = TimeSpan.Zero; asked < SayingTime && !await page.IsVisibleAsync(SeenMarks.Fresh(sent)); asked += Pause)
            {
                await steps.PauseAsync(Pause);
            }
        }
    }
}
