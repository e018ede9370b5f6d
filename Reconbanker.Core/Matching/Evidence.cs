using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Core.Matching;

/// <summary>Payments that nothing tells apart but their age: one amount, one payer, one reference.</summary>
/// <param name="members">Those that are open yet, the oldest first.</param>
internal sealed class PaymentClass(PayerName payer, string reference, List<OpenPayment> members)
{
    public PayerName Payer { get; } = payer;

    public string Reference { get; } = reference;

    public List<OpenPayment> Members { get; } = members;
}

/// <summary>Transfers that nothing tells apart but their age: one amount, one sender, one text.</summary>
/// <param name="members">Those that are free yet, the oldest first.</param>
internal sealed class TransactionClass(PayerName sender, string text, List<FreeTransaction> members)
{
    public PayerName Sender { get; } = sender;

    public string Text { get; } = text;

    public List<FreeTransaction> Members { get; } = members;
}

/// <summary>How well a class of payments and one of transfers fit.</summary>
internal sealed class Fit(PaymentClass payments, TransactionClass transactions, double score, MatchReason reason)
{
    public PaymentClass Payments { get; } = payments;

    public TransactionClass Transactions { get; } = transactions;

    public double Score { get; } = score;

    public MatchReason Reason { get; } = reason;

    public bool IsNameless => Reason == MatchReason.NoName;
}

/// <summary>Weighs what speaks for a pair; each two names are compared once.</summary>
internal sealed class Evidence
{
    /// <summary>Below this a pair is not even suggested.</summary>
    public const double Least = NameComparison.Different;

    private const double Nameless = 0.5;

    // Alone it is nearly enough to be sure; together with the name it is.
    private const double ReferenceAlone = 0.9;

    private readonly Dictionary<(string, string), double> _compared = [];

    /// <summary>Null where the two do not fit.</summary>
    public Fit? Of(PaymentClass payments, TransactionClass transactions)
    {
        var (name, reason) = Names(payments.Payer, transactions);
        if (payments.Reference.Length > 0 && References.Contains(transactions.Text, payments.Reference))
        {
            return new Fit(payments, transactions, ReferenceAlone + (0.1 * name), MatchReason.Reference);
        }

        return name >= Least ? new Fit(payments, transactions, name, reason) : null;
    }

    private (double Score, MatchReason Reason) Names(PayerName payer, TransactionClass transactions)
    {
        var sender = transactions.Sender;
        if (payer.IsEmpty)
        {
            return (Nameless, MatchReason.NoName);
        }

        if (!sender.IsEmpty)
        {
            var score = Compare(payer, sender);
            return (score, score == 1 ? MatchReason.SameName : MatchReason.SimilarName);
        }

        // Some banks print the sender into their text only.
        var inText = transactions.Text.Length > 0 ? Math.Min(0.95, Compare(payer, PayerName.Parse(transactions.Text))) : 0;
        return inText >= NameComparison.Same ? (inText, MatchReason.NameInText) : (Nameless, MatchReason.NoName);
    }

    private double Compare(PayerName payer, PayerName sender)
    {
        if (!_compared.TryGetValue((payer.Key, sender.Key), out var score))
        {
            score = NameSimilarity.Compare(payer, sender).Score;
            _compared.Add((payer.Key, sender.Key), score);
        }

        return score;
    }
}
