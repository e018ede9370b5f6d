using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>Types codes into a bank's page and tells what the bank said, for one asking.</summary>
internal sealed class CodeTyping(BankPage page, PageSteps steps, CodeScreen screen, SendButtons buttons)
{
    private readonly SeenMarks _seen = new(steps);
    private bool _hasAskedAgain;

    public async Task<CodeVerdict> EnterAsync(SecretText code)
    {
        // A message about an earlier code may still be on the page; only a new one is an answer to this one.
        await _seen.SetAsync(screen.Refused);
        await _seen.SetAsync(screen.Expired);
        await TypeAsync(code);
        if (screen.Confirm is { } confirm)
        {
            await page.ClickAsync(confirm);
        }

        ILocator[] late = screen.Expired is { } expired ? [SeenMarks.Fresh(expired)] : [];
        return await page.FirstOfAsync([screen.SignedIn, SeenMarks.Fresh(screen.Refused), .. late]) switch
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
        await buttons.SendAsync(sendAgain);
        return CodeVerdict.SentAgain;
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
}
