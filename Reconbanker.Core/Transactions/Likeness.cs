using System.Globalization;
using System.Text;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

internal enum LikenessDegree { None, Unclear, Clear }

/// <summary>Whether a row may be a stored transaction that the bank shows no more.</summary>
internal static class Likeness
{
    // Of the words of two texts, how many they share at least.
    private const double SharedWords = 0.5;

    public static LikenessDegree Of(CountedList list, ScrapedTransaction row, Transaction gone)
    {
        if (gone.State != row.State && !gone.CanBecome(row.State))
        {
            return LikenessDegree.None;
        }

        if (TransactionIdentity.WasIdentifiedById(gone, list.AccountId, list.Window.BankAccountNumber) is not { } hadId)
        {
            return LikenessDegree.None; // another bank account's
        }

        var isSameAmount = row.Amount == gone.Amount;
        var isSameDay = row.BookedOn == gone.BookedOn;
        var hasId = TransactionIdentity.HasId(list.Bank.Identity, row);
        if (isSameAmount && isSameDay)
        {
            return !gone.IsHeld && !(hadId && hasId) && SaysTheSame(row, gone) ? LikenessDegree.Clear : LikenessDegree.Unclear;
        }

        // The bank moved it to another day, or corrected its amount.
        return hadId && hasId && row.BankId == gone.BankId && (isSameAmount || isSameDay) ? LikenessDegree.Unclear : LikenessDegree.None;
    }

    // The same figures always: "Order 17" is not "Order 18". And the same sender, or else mostly the same words.
    private static bool SaysTheSame(ScrapedTransaction row, Transaction gone)
    {
        var (sender, text) = (Words(row.SenderName), Words(row.Description));
        var (goneSender, goneText) = (Words(gone.SenderName), Words(gone.Description));
        if (!Figures(row.SenderName, row.Description).SequenceEqual(Figures(gone.SenderName, gone.Description)))
        {
            return false;
        }

        if (sender.Count > 0 && goneSender.Count > 0)
        {
            return sender.SetEquals(goneSender);
        }

        sender.UnionWith(text);
        goneSender.UnionWith(goneText);
        var shared = sender.Count(goneSender.Contains);
        return shared >= SharedWords * (sender.Count + goneSender.Count - shared);
    }

    private static List<string> Figures(params string?[] texts) =>
        [.. texts.SelectMany(text => Runs(text, char.IsDigit)).Order(StringComparer.Ordinal)];

    /// <summary>Runs of letters, without case and accents.</summary>
    private static HashSet<string> Words(string? text) =>
        [.. Runs(text?.Normalize(NormalizationForm.FormKD).ToUpper(CultureInfo.InvariantCulture), c => char.IsLetter(c) || IsMark(c)).Select(Bare)];

    private static string Bare(string word) => string.Concat(word.Where(c => !IsMark(c)));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static IEnumerable<string> Runs(string? text, Func<char, bool> belongs)
    {
        var run = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (belongs(c))
            {
                run.Append(c);
            }
            else if (run.Length > 0)
            {
                yield return run.ToString();
                run.Clear();
            }
        }

        if (run.Length > 0)
        {
            yield return run.ToString();
        }
    }
}
