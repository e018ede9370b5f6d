using Reconbanker.Core.Matching;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Benchmarks.Matching;

/// <summary><c>matching</c>: how often settled pairs are right, and how many of those that can be decided settle.</summary>
public sealed class MatchingSuite() : Suite("matching", "Precision and recall of settlements, and of names, beside the predecessor's rule.")
{
    private const int DefaultDays = 10_000;
    private const double PrecisionGoal = 0.999;
    private const double RecallGoal = 0.97;

    public override Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var days = options.Cases ?? DefaultDays;
        var names = new NamePairs(options.Seed).Make(2 * days).ToList();
        var (ours, theirs) = (new Tally(), new Tally());
        var (random, makers) = (new Random(options.Seed), new NamePairs(options.Seed + 1));
        for (var i = 0; i < days; i++)
        {
            stop.ThrowIfCancellationRequested();
            var day = AccountDay.New(makers, random);
            ours.Add(day, Matcher.Decide(day.Payments, day.Transactions, new MatchRules())
                .Where(d => d.Outcome == MatchOutcome.Settled).Select(d => (d.PaymentId, d.Candidates[0].TransactionId)));
            theirs.Add(day, Predecessor(day));
        }

        var (low, high) = ours.PrecisionInterval();
        KeyValuePair<string, object>[] figures =
        [
            new("days", days), new("settled", ours.Settled), new("wrong", ours.Settled - ours.Right), new("decidable", ours.Decidable),
            new("precision", Math.Round(ours.Precision, 5)), new("precision_low", Math.Round(low, 5)), new("precision_high", Math.Round(high, 5)),
            new("recall", Math.Round(ours.Recall, 4)), new("f1", Math.Round(ours.F1, 4)), new("baseline_f1", Math.Round(theirs.F1, 4)),
            new("name_pairs", names.Count), new("names_f1", BestF1(names, pair => NameSimilarity.Compare(PayerName.Parse(pair.Payer), PayerName.Parse(pair.Sender)).Score)),
            new("names_baseline_f1", BestF1(names, pair => PredecessorRule.Score(pair.Payer, pair.Sender))), new("seed", options.Seed),
        ];
        var failure = ours.Precision < PrecisionGoal ? $"The precision is below {PrecisionGoal}." : ours.Recall < RecallGoal ? $"The recall is below {RecallGoal}." : null;
        return Task.FromResult(new SuiteResult(figures, failure));
    }

    private static List<(Guid, Guid)> Predecessor(AccountDay day)
    {
        var free = day.Transactions.ToList();
        var settled = new List<(Guid, Guid)>();
        foreach (var payment in day.Payments.OrderBy(p => p.RegisteredAt))
        {
            if (PredecessorRule.Match(payment, free) is { } transaction)
            {
                free.Remove(transaction);
                settled.Add((payment.Id, transaction.Id));
            }
        }

        return settled;
    }

    /// <summary>At the threshold that is best for the rule.</summary>
    private static double BestF1(List<NamePairCase> pairs, Func<NamePairCase, double> score)
    {
        var scored = pairs.Select(pair => (Score: score(pair), pair.IsSame)).OrderByDescending(pair => pair.Score).ToList();
        var (same, right, taken, best) = (scored.Count(pair => pair.IsSame), 0, 0, 0.0);
        foreach (var equal in scored.GroupBy(pair => pair.Score))
        {
            right += equal.Count(pair => pair.IsSame);
            taken += equal.Count();
            best = Math.Max(best, 2.0 * right / (taken + same));
        }

        return Math.Round(best, 4);
    }

    private sealed class Tally
    {
        private int _found;

        public int Settled { get; private set; }

        public int Right { get; private set; }

        public int Decidable { get; private set; }

        public double Precision => Settled == 0 ? 0 : Right / (double)Settled;

        public double Recall => Decidable == 0 ? 0 : Math.Min(1, _found / (double)Decidable);

        public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

        public void Add(AccountDay day, IEnumerable<(Guid Payment, Guid Transaction)> settled)
        {
            var payments = day.Payments.ToDictionary(p => p.Id);
            foreach (var (payment, transaction) in settled)
            {
                var isRight = day.IsRight(payments[payment], transaction);
                Settled++;
                Right += isRight ? 1 : 0;
                _found += isRight && !day.Undecidable.Contains(payment) ? 1 : 0;
            }

            Decidable += day.Pays.Values.Count(payment => !day.Undecidable.Contains(payment));
        }

        /// <summary>Wilson's, at 95 %.</summary>
        public (double Low, double High) PrecisionInterval()
        {
            const double z = 1.96;
            double n = Math.Max(1, Settled);
            var middle = (Precision + (z * z / (2 * n))) / (1 + (z * z / n));
            var half = z / (1 + (z * z / n)) * Math.Sqrt((Precision * (1 - Precision) / n) + (z * z / (4 * n * n)));
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }
}
