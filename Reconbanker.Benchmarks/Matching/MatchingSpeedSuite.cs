using Reconbanker.Core;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Benchmarks.Matching;

/// <summary>
/// <c>matching-speed</c>: a million payments and a million transfers of a thousand accounts, and a tenth of them. In seconds of the processor, which
/// other programs on the machine do not change.
/// </summary>
public sealed class MatchingSpeedSuite() : Suite("matching-speed", "Time to match 1,000,000 payments and transfers, its growth, and the ratio to the predecessor's rule.")
{
    private const int DefaultPayments = 1_000_000;
    private const int Accounts = 1000;
    private const double GrowthGoal = 12;
    private const double LeastSettled = 0.9;
    private static readonly DateTimeOffset Day = new(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var n = options.Cases ?? DefaultPayments;
        var accounts = Math.Max(1, Math.Min(Accounts, n / 100));
        var (small, large) = (Time(n / 10, accounts, options.Seed, amounts: 500), Time(n, accounts, options.Seed, amounts: 500));
        await output.WriteLineAsync($"{n / 10} payments {small.TotalSeconds:0.00} s, {n} payments {large.TotalSeconds:0.00} s");
        var (fewOfOne, manyOfOne) = (Time(n / 200, 1, options.Seed, amounts: 1), Time(n / 20, 1, options.Seed, amounts: 1));
        await output.WriteLineAsync($"one amount, one account: {n / 200} payments {fewOfOne.TotalSeconds:0.00} s, {n / 20} payments {manyOfOne.TotalSeconds:0.00} s");

        // The predecessor compares each payment with each transfer of its account: a sample of the accounts tells its time.
        var sample = Math.Max(1, accounts / 50);
        var theirs = Predecessor(n / accounts, sample, options.Seed).TotalSeconds * accounts / sample;
        var growth = large / small;
        var growthOfOne = manyOfOne / fewOfOne;
        KeyValuePair<string, object>[] figures =
        [
            new("n", n), new("seconds", Math.Round(large.TotalSeconds, 2)), new("baseline_seconds", Math.Round(theirs, 2)), new("ratio", Math.Round(large.TotalSeconds / theirs, 4)),
            new("growth_10x", Math.Round(growth, 2)), new("growth_10x_one_amount", Math.Round(growthOfOne, 2)),
        ];
        return new SuiteResult(figures, Math.Max(growth, growthOfOne) > GrowthGoal ? $"Ten times the data took more than {GrowthGoal} times as long." : null);
    }

    private static TimeSpan Time(int n, int accounts, int seed, int amounts)
    {
        var (took, settled) = (TimeSpan.Zero, 0);
        for (var account = 0; account < accounts; account++)
        {
            // One account after the other, as the app does it; only the matching is timed.
            var (payments, transactions) = Make(n / accounts, seed + account, amounts);
            var began = Environment.CpuUsage.TotalTime;
            settled += Matcher.Decide(payments, transactions, new MatchRules()).Count(decision => decision.Outcome == MatchOutcome.Settled);
            took += Environment.CpuUsage.TotalTime - began;
        }

        return settled > n * LeastSettled ? took : throw new InvalidOperationException($"Only {settled} of {n} payments were settled: what was timed is not the work.");
    }

    private static TimeSpan Predecessor(int n, int accounts, int seed)
    {
        var took = TimeSpan.Zero;
        for (var account = 0; account < accounts; account++)
        {
            var (payments, transactions) = Make(n, seed + account, 500);
            var began = Environment.CpuUsage.TotalTime;
            foreach (var payment in payments)
            {
                _ = PredecessorRule.Match(payment, transactions);
            }

            took += Environment.CpuUsage.TotalTime - began;
        }

        return took;
    }

    private static (List<OpenPayment> Payments, List<FreeTransaction> Transactions) Make(int n, int seed, int amounts)
    {
        var random = new Random(seed);
        var (payments, transactions) = (new List<OpenPayment>(n), new List<FreeTransaction>(n));
        for (var i = 0; i < n; i++)
        {
            // Surnames of their own: as many people as payments, however many there are.
            var (given, surname, second) = (Pick(NamePools.All, random), Surname(2 * i), Surname((2 * i) + 1));
            var amount = new Money(1 + random.Next(amounts), "USD");
            payments.Add(new OpenPayment(Guid.NewGuid(), amount, PayerName.Parse($"{given} {surname} {second}"), Day, Day.AddDays(5)));
            var sender = random.Next(5) switch
            {
                0 => $"{surname} {second} {given}",
                1 => $"{given[..1]}. {surname} {second}",
                2 => $"{given} {surname}",
                3 => $"TRANSF DE {given} {surname[..3]}{surname[4..]} {second}",
                _ => $"{given} {surname} {second}",
            };
            transactions.Add(new FreeTransaction(Guid.NewGuid(), amount, PayerName.Parse(sender.ToUpperInvariant()), Day));
        }

        return (payments, transactions);
    }

    private static string Pick(IReadOnlyList<NamePool> pools, Random random)
    {
        var pool = pools[random.Next(pools.Count)];
        return pool.Men[random.Next(pool.Men.Length)];
    }

    /// <summary>A made-up surname for each number: pronounceable, and as different from the others as surnames are.</summary>
    private static string Surname(int number)
    {
        const string consonants = "bdfgklmnprstvz";
        const string vowels = "aeiou";
        var random = new Random(number);
        var word = string.Concat(Enumerable.Range(0, 5).Select(_ => $"{consonants[random.Next(consonants.Length)]}{vowels[random.Next(vowels.Length)]}"));
        return char.ToUpperInvariant(word[0]) + word[1..];
    }
}
