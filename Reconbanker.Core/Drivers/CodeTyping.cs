using Microsoft.Playwright;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>Types codes into a bank's page and tells what the bank said, for one asking.</summary>
internal sealed class CodeTyping(BankPage page, PageSteps steps, CodeScreen screen)
{
    private const string SeenMark = "data-reconbanker-seen";

    private bool _hasAskedAgain;

    public async Task<CodeVerdict> EnterAsync(SecretText code)
    {
        // A message about an earlier code may still be on the page; only a new one is an answer to this one.
        await MarkAsync(screen.Refused);
        await MarkAsync(screen.Expired);
        await TypeAsync(code.Reveal());
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
        await page.ClickAsync(sendAgain);
        return CodeVerdict.SentAgain;
    }

    /// <summary>Character by character, as pages expect it that watch the typing; into as many fields as there are.</summary>
    private Task TypeAsync(string code) => steps.RunAsync($"type the code into {screen.Field}", async () =>
    {
        var fields = await screen.Field.AllAsync();
        if (fields.Count <= 1)
        {
            await screen.Field.FillAsync("", new() { Timeout = steps.Bound });
            await screen.Field.PressSequentiallyAsync(code, new() { Timeout = steps.Bound });
            return;
        }

        foreach (var field in fields)
        {
            await field.FillAsync("", new() { Timeout = steps.Bound });
        }

        foreach (var (field, character) in fields.Zip(code))
        {
            await field.PressSequentiallyAsync(character.ToString(), new() { Timeout = steps.Bound });
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
