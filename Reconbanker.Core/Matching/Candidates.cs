using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Core.Matching;

/// <summary>Which payments and transfers of one amount are worth comparing: all of a few, and of many those whose names may be one.</summary>
internal static class Candidates
{
    private const int Few = 400;

    // What more payers than these have in common tells none of them from the others; whoever it is shares something rarer with them too.
    private const int Many = 40;

    public static IEnumerable<(PaymentClass Payments, TransactionClass Transactions)> Of(List<PaymentClass> payments, List<TransactionClass> transactions) =>
        (long)payments.Count * transactions.Count <= Few
            ? from p in payments from t in transactions select (p, t)
            : Looked(payments, transactions).Distinct();

    private static IEnumerable<(PaymentClass Payments, TransactionClass Transactions)> Looked(List<PaymentClass> payments, List<TransactionClass> transactions)
    {
        var byReference = payments.Where(p => p.Reference.Length > 0).ToLookup(p => First(p.Reference));
        var byKey = new Dictionary<string, List<(PaymentClass Payments, bool IsShort)>>();
        foreach (var payment in payments)
        {
            foreach (var (key, isShort) in NameKeys.Of(payment.Payer))
            {
                (byKey.TryGetValue(key, out var same) ? same : byKey[key] = []).Add((payment, isShort));
            }
        }

        foreach (var transaction in transactions)
        {
            foreach (var (key, isShort) in NameKeys.Of(transaction.Sender.IsEmpty ? PayerName.Parse(transaction.Text) : transaction.Sender))
            {
                foreach (var (payment, isOtherShort) in byKey.TryGetValue(key, out var same) && same.Count <= Many ? same : [])
                {
                    // Two whole words are looked up as whole words; their beginnings are for what is short on one side.
                    if (isShort || isOtherShort || !NameKeys.IsBeginning(key))
                    {
                        yield return (payment, transaction);
                    }
                }
            }

            foreach (var payment in transaction.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().SelectMany(word => byReference[word]))
            {
                yield return (payment, transaction);
            }
        }
    }

    private static string First(string words) => words.TrimStart().Split(' ')[0];
}
