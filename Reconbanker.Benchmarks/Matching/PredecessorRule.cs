using System.Text;
using Reconbanker.Core.Matching;

namespace Reconbanker.Benchmarks.Matching;

/// <summary>The rule that ours is measured against: names by sets of words or one within the other, and the one candidate with any score.</summary>
internal static class PredecessorRule
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(5);

    public static double Score(string? payer, string? sender)
    {
        var (one, other) = (Normalize(payer ?? ""), Normalize(sender ?? ""));
        if (one.Length == 0 || other.Length == 0)
        {
            return 0.5;
        }

        if (one == other)
        {
            return 1;
        }

        var (these, those) = (Words(one), Words(other));
        var union = these.Union(those).Count();
        var jaccard = union == 0 ? 0 : these.Intersect(those).Count() / (double)union;
        return Math.Max(jaccard, one.Contains(other, StringComparison.Ordinal) || other.Contains(one, StringComparison.Ordinal) ? 0.8 : 0);
    }

    /// <summary>The transfer that pays a payment; null when none fits or more than one does.</summary>
    public static FreeTransaction? Match(OpenPayment payment, IEnumerable<FreeTransaction> free)
    {
        var candidates = free.Where(t => t.Amount == payment.Amount && (t.ReceivedAt - payment.RegisteredAt).Duration() <= Window
            && Score(payment.Payer.Text, t.Sender.Text) > 0).Take(2).ToList();
        return candidates is [var only] ? only : null;
    }

    private static HashSet<string> Words(string name) => [.. name.Split(' ').Where(word => word.Length > 1)];

    private static string Normalize(string name)
    {
        var kept = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(c))
            {
                kept.Append(' ');
            }
            else if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                kept.Append(c);
            }
        }

        return string.Join(' ', kept.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
