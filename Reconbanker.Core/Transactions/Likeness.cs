using System.Globalization;
using System.Text;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

internal enum LikenessDegree
{
    None,

    /// <summary>The same day and amount, or the same id; the texts say something else.</summary>
    Unclear,

    /// <summary>What the texts say is the same, in other words.</summary>
    Clear,

    /// <summary>Word for word, whatever the case: only the bank's id is there or not.</summary>
    Equal,
}

/// <summary>Whether a row may be a stored transaction that the bank shows no more.</summary>
internal static class Likeness
{
    // Of the words of two texts, how many they share at least.
    private const double SharedWords = 0.5;

    private const int MovedDays = 3;

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
            return gone.IsHeld || (hadId && hasId) ? LikenessDegree.Unclear : Compare(row, gone);
        }

        // The bank corrected its amount, or moved it to another day; but ids that are good for a day come again every day.
        var mayMove = list.Bank.Identity == IdStrength.Unique && Math.Abs(row.BookedOn.DayNumber - gone.BookedOn.DayNumber) <= MovedDays;
        return hadId && hasId && row.BankId == gone.BankId && (isSameDay || (isSameAmount && mayMove)) ? LikenessDegree.Unclear : LikenessDegree.None;
    }

    // The same figures always: "Order 17" is not "Order 18". And the same sender, or else mostly the same words.
    private static LikenessDegree Compare(ScrapedTransaction row, Transaction gone)
    {
        var (sender, text) = (Words(row.SenderName), Words(row.Description));
        var (goneSender, goneText) = (Words(gone.SenderName), Words(gone.Description));
        if (!Figures(row.SenderName, row.Description).SequenceEqual(Figures(gone.SenderName, gone.Description)))
        {
            return LikenessDegree.Unclear;
        }

        if (sender.SetEquals(goneSender) && text.SetEquals(goneText))
        {
            return LikenessDegree.Equal;
        }

        if (sender.Count > 0 && goneSender.Count > 0)
        {
            return sender.SetEquals(goneSender) ? LikenessDegree.Clear : LikenessDegree.Unclear;
        }

        sender.UnionWith(text);
        goneSender.UnionWith(goneText);
        var shared = sender.Count(goneSender.Contains);
        return shared >= SharedWords * (sender.Count + goneSender.Count - shared) ? LikenessDegree.Clear : LikenessDegree.Unclear;
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
