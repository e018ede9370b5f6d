using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>Types codes into a bank's page and tells what the bank said, for one asking.</summary>
internal sealed class CodeTyping(BankPage page, PageSteps steps, CodeScreen screen)
{
    private const string SeenMark = "data-reconbanker-seen";

    private bool _hasAskedAgain;

    /// <summary>The ways in which the page lets one ask for another code.</summary>
    public IEnumerable<CodeOffer> Offers =>
    [
        .. screen.SendAgain is { } again ? [Offer(null, again)] : Array.Empty<CodeOffer>(),
        .. screen.OtherChannels.Select(other => Offer(other.Channel, other.Button)),
    ];

    public async Task<CodeVerdict> EnterAsync(SecretText code)
    {
        // A message about an earlier code may still be on the page; only a new one is an answer to this one.
        await MarkAsync(screen.Refused);
        await MarkAsync(screen.Expired);
        await TypeAsync(code);
        if (screen.Confirm is { } confirm)
        {
            await page.ClickAsync(confirm);
        }

        return await page.FirstOfAsync([screen.SignedIn, Fresh(screen.Refused), .. screen.Expired is { } late ? [Fresh(late)] : Array.Empty<ILocator>()]) switch
        {
            0 => CodeVerdict.Accepted,
            1 => CodeVerdict.Refused,
            _ => await AskAgainAsync(),
        };
    }

    /// <summary>The bank is asked for another code once: each may cost the user money, and a person can ask for more.</summary>
    private async Task<CodeVerdict> AskAgainAsync()
    {
        if (_hasAskedAgain || screen.SendAgain is not { } sendAgain)
        {
            return CodeVerdict.Expired;
        }

        _hasAskedAgain = true;
        await SendAsync(sendAgain);
        return CodeVerdict.SentAgain;
    }

    private CodeOffer Offer(CodeChannel? channel, ILocator button) => new(channel, () => page.IsVisibleAsync(button), () => SendAsync(button));

    private async Task SendAsync(ILocator button)
    {
        await MarkAsync(screen.Sent);
        await page.ClickAsync(button);
        if (screen.Sent is { } sent)
        {
            await page.VisibleAsync(Fresh(sent));
        }
    }

    /// <summary>Into as many fields as there are, a character each if they are several.</summary>
    private Task TypeAsync(SecretText code) => steps.RunAsync($"type the code into {screen.Field}", async () =>
    {
        var fields = await screen.Field.AllAsync();
        if (fields.Count <= 1)
        {
            await SecretInput.TypeAsync(screen.Field, code, steps.Bound);
            return;
        }

        // All emptied first: boxes that move on by themselves would take the next character elsewhere.
        foreach (var field in fields)
        {
            await SecretInput.FillAsync(field, new SecretText(""), steps.Bound);
        }

        foreach (var (field, character) in fields.Zip(code.Reveal()))
        {
            await SecretInput.TypeAsync(field, new SecretText(character.ToString()), steps.Bound);
        }
    });

    private async Task MarkAsync(ILocator? messages)
    {
        if (messages is not null)
        {
            await steps.RunAsync($"mark {messages}", () => messages.EvaluateAllAsync<int>($"all => all.map(e => e.setAttribute('{SeenMark}', '')).length"));
        }
    }

    private static ILocator Fresh(ILocator messages) => messages.Locator($"xpath=self::*[not(@{SeenMark})]");
}
