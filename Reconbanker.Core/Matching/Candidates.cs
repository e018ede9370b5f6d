using System.Runtime.InteropServices;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Core.Matching;

/// <summary>Which payments and transfers of one amount are worth comparing: all of a few, and of many those whose names may be one.</summary>
internal sealed class Candidates
{
    private const int Few = 400;

    // What more payers than these have in common tells none of them from the others; whoever it is shares something rarer with them too.
    private const int Many = 40;

    private readonly NameKeys _keys = new();
    private readonly List<PaymentClass> _payments;
    private readonly ILookup<string, int> _byReference;

    // For each key how many payments have it, and the first of them; each of these leads to the next. Plain numbers: there are dozens a payment.
    private readonly Dictionary<NameKey, (int Count, int First)> _byKey = [];
    private readonly List<(int Payment, bool IsShort, int Next)> _owners = [(0, false, 0)];

    private Candidates(List<PaymentClass> payments)
    {
        _payments = payments;
        _byReference = Enumerable.Range(0, payments.Count).Where(p => payments[p].Reference.Length > 0).ToLookup(p => First(payments[p].Reference));

        // From the last, because each comes before what is there.
        for (var p = payments.Count - 1; p >= 0; p--)
        {
            foreach (var (key, isShort) in _keys.Of(payments[p].Payer))
            {
                ref var owners = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out _);
                if (++owners.Count <= Many)
                {
                    _owners.Add((p, isShort, owners.First));
                    owners.First = _owners.Count - 1;
                }
            }
        }
    }

    public static IEnumerable<(PaymentClass Payments, TransactionClass Transactions)> Of(List<PaymentClass> payments, List<TransactionClass> transactions) =>
        (long)payments.Count * transactions.Count <= Few
            ? from p in payments from t in transactions select (p, t)
            : new Candidates(payments).Looked(transactions);

    private IEnumerable<(PaymentClass Payments, TransactionClass Transactions)> Looked(List<TransactionClass> transactions)
    {
        var foundBy = new TransactionClass?[_payments.Count];
        foreach (var transaction in transactions)
        {
            foreach (var p in ByName(transaction).Concat(ByReference(transaction)))
            {
                if (foundBy[p] != transaction)
                {
                    foundBy[p] = transaction;
                    yield return (_payments[p], transaction);
                }
            }
        }
    }

    private IEnumerable<int> ByName(TransactionClass transaction)
    {
        foreach (var (key, isShort) in _keys.Of(transaction.Sender.IsEmpty ? PayerName.Parse(transaction.Text) : transaction.Sender))
        {
            if (!_byKey.TryGetValue(key, out var owners) || owners.Count > Many)
            {
                continue;
            }

            for (var next = owners.First; next != 0; next = _owners[next].Next)
            {
                // Two whole words are looked up as whole words; their beginnings are for what is short on one side.
                if (isShort || _owners[next].IsShort || key.Kind != NameKeyKind.Beginning)
                {
                    yield return _owners[next].Payment;
                }
            }
        }
    }

    private IEnumerable<int> ByReference(TransactionClass transaction) => _byReference.Count == 0
        ? []
        : transaction.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().SelectMany(word => _byReference[word]);

    private static string First(string words) => words.TrimStart().Split(' ')[0];
}
