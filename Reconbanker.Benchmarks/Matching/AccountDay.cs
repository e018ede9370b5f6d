using Reconbanker.Core;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Benchmarks.Matching;

/// <summary>What one account expects and receives around a day, and which transfer pays what in truth.</summary>
/// <param name="Pays">The payment of each transfer that pays one.</param>
/// <param name="Undecidable">Payments whose transfer says too little for anybody to decide.</param>
internal sealed record AccountDay(
    IReadOnlyList<OpenPayment> Payments, IReadOnlyList<FreeTransaction> Transactions, IReadOnlyDictionary<Guid, Guid> Pays, IReadOnlySet<Guid> Undecidable)
{
    private static readonly DateTimeOffset Day = new(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);
    private static readonly decimal[] Prices = [490, 990, 1290, 1500, 2400, 3990];

    /// <summary>Equal amounts, twins, early and late transfers, strangers' transfers, missing ones, and names as banks print them.</summary>
    public static AccountDay New(NamePairs names, Random random)
    {
        var (payments, transactions) = (new List<OpenPayment>(), new List<FreeTransaction>());
        var (pays, undecidable) = (new Dictionary<Guid, Guid>(), new HashSet<Guid>());
        var count = 2 + random.Next(12);
        for (var i = 0; i < count; i++)
        {
            var amount = new Money(random.Next(3) == 0 ? Prices[random.Next(Prices.Length)] : random.Next(100, 900_000) / 100m, random.Next(4) == 0 ? "USD" : "UYU");
            var pair = names.MakeSame();
            var registered = Day.AddHours(random.Next(24)).AddDays(-random.Next(3));
            for (var twin = 0; twin < (random.Next(20) == 0 ? 2 : 1); twin++)
            {
                var payment = new OpenPayment(NewId(random), amount, PayerName.Parse(pair.Payer), registered, registered.AddDays(5))
                {
                    Reference = random.Next(6) == 0 ? $"F-{random.Next(10_000, 99_999)}" : null,
                };
                payments.Add(payment);
                if (random.Next(7) == 0)
                {
                    continue; // nobody pays it
                }

                var transaction = Transfer(payment, pair.Sender, random);
                transactions.Add(transaction);
                pays.Add(transaction.Id, payment.Id);
                if (transaction.Sender.IsEmpty && payment.Reference is null)
                {
                    undecidable.Add(payment.Id);
                }
            }
        }

        // Relatives and namesakes of people who did not pay do, the same amount.
        for (var i = 0; i < random.Next(3); i++)
        {
            var pair = names.MakeStranger();
            if (pair.IsSame)
            {
                continue;
            }

            var (amount, registered) = (new Money(random.Next(100, 900_000) / 100m, "UYU"), Day.AddHours(random.Next(24)));
            payments.Add(new OpenPayment(NewId(random), amount, PayerName.Parse(pair.Payer), registered, registered.AddDays(5)));
            transactions.Add(new FreeTransaction(NewId(random), amount, PayerName.Parse(pair.Sender), Day.AddDays(1)));
        }

        // Strangers pay amounts that are expected too.
        for (var i = 0; i < random.Next(4); i++)
        {
            var amount = random.Next(2) == 0 ? payments[random.Next(payments.Count)].Amount : new Money(random.Next(100, 900_000) / 100m, "UYU");
            transactions.Add(new FreeTransaction(NewId(random), amount, PayerName.Parse(names.MakeStranger().Sender), Day.AddDays(-random.Next(4))));
        }

        return new AccountDay(payments, transactions, pays, undecidable);
    }

    /// <summary>Whether a transfer pays this payment, or one that nothing tells from it.</summary>
    public bool IsRight(OpenPayment payment, Guid transaction) => Pays.TryGetValue(transaction, out var paid)
        && (paid == payment.Id || Payments.First(other => other.Id == paid) is var truth && truth.Amount == payment.Amount
            && truth.Payer.Text == payment.Payer.Text && (truth.Reference == payment.Reference || !Transactions.First(t => t.Id == transaction).Names(truth.Reference)));

    private static FreeTransaction Transfer(OpenPayment payment, string sender, Random random)
    {
        var received = payment.RegisteredAt.Date.AddDays(random.Next(10) switch { 0 => -4, 1 => -1, 2 => 4, 3 => 2, _ => 1 });
        var isNameless = random.Next(40) == 0;
        return new FreeTransaction(NewId(random), payment.Amount, PayerName.Parse(isNameless ? null : sender), new DateTimeOffset(received, TimeSpan.Zero))
        {
            Text = payment.Reference is { } reference && random.Next(3) > 0 ? $"pago {reference}" : random.Next(4) == 0 ? $"OP {random.Next(1_000_000)}" : null,
        };
    }

    private static Guid NewId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}

internal static class TransferTexts
{
    public static bool Names(this FreeTransaction transaction, string? reference) =>
        reference is not null && transaction.Text?.Contains(reference, StringComparison.Ordinal) == true;
}
