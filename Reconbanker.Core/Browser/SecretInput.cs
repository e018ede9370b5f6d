using Microsoft.Playwright;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser;

/// <summary>
/// The one place through which what is typed reaches a page: what a driver fills in, codes, and what a person types, pastes, picks or
/// answers or signs in with in the live view. Nothing that the browser says of it goes on, since it quotes what was typed.
/// </summary>
/// <remarks>Elsewhere the calls that type are banned: see <c>BannedSymbols.Typing.txt</c> and the architecture tests.</remarks>
internal static class SecretInput
{
#pragma warning disable RS0030 // this is the place
    /// <summary>Replaces what a field holds.</summary>
    /// <param name="bound">Milliseconds within which the field must take it.</param>
    /// <exception cref="PlaywrightException">It did not reach the field; says no more than that.</exception>
    public static Task FillAsync(ILocator field, SecretText text, float bound) =>
        WithoutWordsAsync(field.FillAsync(text.Reveal(), new() { Timeout = bound }));

    /// <summary>Types character by character, as pages expect it that watch the typing; what the field held goes first.</summary>
    /// <inheritdoc cref="FillAsync" path="//param | //exception"/>
    public static async Task TypeAsync(ILocator field, SecretText text, float bound)
    {
        await WithoutWordsAsync(field.FillAsync("", new() { Timeout = bound }));
        await WithoutWordsAsync(field.PressSequentiallyAsync(text.Reveal(), new() { Timeout = bound }));
    }

    /// <summary>Answers a page's question; the text is for one that asks for text.</summary>
    /// <exception cref="PlaywrightException">The page closed first.</exception>
    public static Task AnswerAsync(IDialog dialog, string? text) => WithoutWordsAsync(dialog.AcceptAsync(text));
#pragma warning restore RS0030

    /// <summary>Inserts a text where the page's cursor is.</summary>
    public static void Insert(CdpPage page, string text) => page.Send("Input.insertText", new() { ["text"] = text });

    /// <summary>Shows a text where the page's cursor is as one that is being composed, in the place of the one before.</summary>
    public static void Compose(CdpPage page, string text) => page.Send("Input.imeSetComposition", new()
    {
        ["text"] = text,
        ["selectionStart"] = text.Length,
        ["selectionEnd"] = text.Length,
    });

    /// <param name="key">The arguments of DevTools' <c>Input.dispatchKeyEvent</c>.</param>
    /// <returns>Ends with the browser's reply.</returns>
    public static Task Press(CdpPage page, Dictionary<string, object> key) => page.Send("Input.dispatchKeyEvent", key);

    /// <summary>Calls a script of ours in the page with what was chosen for a field.</summary>
    /// <param name="context">The script's world.</param>
    /// <param name="field">The number by which the script knows the field.</param>
    public static void Choose(CdpPage page, int context, string script, int field, string value) => page.Send("Runtime.callFunctionOn", new()
    {
        ["functionDeclaration"] = script,
        ["executionContextId"] = context,
        ["arguments"] = new object[]
        {
            new Dictionary<string, object> { ["value"] = field },
            new Dictionary<string, object> { ["value"] = value },
        },
    });

    /// <summary>Answers a host that asks for a user and a password.</summary>
    /// <param name="request">DevTools' number of the document that waits for it.</param>
    public static void SignIn(CdpPage page, string request, string userName, SecretText password) => page.Send("Fetch.continueWithAuth", new()
    {
        ["requestId"] = request,
        ["authChallengeResponse"] = new Dictionary<string, object>
        {
            ["response"] = "ProvideCredentials",
            ["username"] = userName,
            ["password"] = password.Reveal(),
        },
    });

    private static async Task WithoutWordsAsync(Task typing)
    {
        try
        {
            await typing;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new PlaywrightException("What was to be typed did not reach the page.");
        }
    }
}
