using System.Text.Json;

namespace Reconbanker.Core.LiveViews;

/// <summary>What is selected in a bank's page.</summary>
/// <param name="Text">Null if there is nothing to copy.</param>
/// <param name="IsSecret">Whether that is because it is hidden in the page: a password.</param>
public sealed record PageSelection(string? Text, bool IsSecret)
{
    private const int Longest = 200_000;

    private const string Script = """
        (() => {
          let focused = document.activeElement;
          while (focused?.shadowRoot?.activeElement) {
            focused = focused.shadowRoot.activeElement;
          }

          const isHidden = element => element?.type === 'password' || getComputedStyle(element ?? document.documentElement).webkitTextSecurity !== 'none';
          const selection = getSelection();
          const isField = typeof focused?.selectionStart === 'number' || focused?.type === 'password';
          const text = isField ? focused.value.slice(focused.selectionStart, focused.selectionEnd) : String(selection);
          const within = isField ? [focused] : [selection.anchorNode, selection.focusNode].map(node => node?.parentElement);
          return { isFocused: document.hasFocus() && !(focused instanceof HTMLIFrameElement), isSecret: text !== '' && within.some(isHidden), text };
        })()
        """;

    internal static readonly PageSelection None = new(null, false);

    public override string ToString() => nameof(PageSelection); // what is in a page may be secret

    /// <summary>What is selected where the page's focus is, or else anywhere.</summary>
    internal static async Task<PageSelection> ReadAsync(PageWorlds worlds, CancellationToken cancellationToken)
    {
        var found = None;
        foreach (var document in await worlds.ListAsync(cancellationToken))
        {
            if (Read(await worlds.EvaluateAsync(document, Script, cancellationToken)) is not { Selection: var selection, IsFocused: var isFocused }
                || selection == None)
            {
                continue;
            }

            if (isFocused)
            {
                return selection;
            }

            found = found == None ? selection : found;
        }

        return found;
    }

    private static (PageSelection Selection, bool IsFocused)? Read(JsonElement? answer)
    {
        if (answer is not { } given || !given.GetProperty("result").TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var text = value.GetProperty("text").GetString()!;
        var isSecret = value.GetProperty("isSecret").GetBoolean();
        return (
            text.Length == 0 ? None : isSecret ? new(null, true) : new(text.Length <= Longest ? text : text[..Longest], false),
            value.GetProperty("isFocused").GetBoolean());
    }
}
