using System.Diagnostics;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>
/// Generated banks with twins, late postings, shifting pages, shuffled days, lists that are cut off, ids that are used again, begin or cease,
/// read by the product's own rules: nothing is lost, nothing is doubled.
/// </summary>
internal sealed class IdentitySuite() : Suite("identity", "Reads generated banks that show their rows in every awkward way: {histories, lost, doubled, held}.")
{
    private const int Histories = 200_000;

    // One in so many goes through the real ingest and its SQLite file.
    private const int StoredShare = 500;

    // A row that a shifted page hid, and another of the same amount in that moment: rare, but a person has to look.
    private const double MostHeldForNothing = 0.005;

    public override IReadOnlyList<string> Bugs => [.. PlantedReaders.All.Keys];

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var histories = options.Cases ?? Histories;
        var began = Stopwatch.GetTimestamp();
        var ends = new HistoryEnd[histories];
        await Parallel.ForAsync(0, histories, stop, async (number, _) =>
        {
            var chance = new Random(unchecked((options.Seed * 1_000_003) + number)); // HashCode would give others in each process
            var facts = GeneratedBanks.Any(chance);
            ends[number] = await new History(facts, chance, () => options.Bug is { } bug ? PlantedReaders.All[bug](facts) : new MemoryReader(facts)).PlayAsync();
        });
        var stored = options.Bug is null ? await StoredHistories.PlayAsync(Math.Max(1, histories / StoredShare), options.Seed, stop) : [];
        return Sum([.. ends, .. stored], stored.Count, Stopwatch.GetElapsedTime(began));
    }

    private static SuiteResult Sum(HistoryEnd[] ends, int stored, TimeSpan took)
    {
        var (lost, doubled, unstable, heldForNothing) =
            (ends.Sum(e => e.Lost), ends.Sum(e => e.Doubled), ends.Sum(e => e.Unstable), ends.Sum(e => e.HeldForNothing));
        KeyValuePair<string, object>[] figures =
        [
            new("histories", ends.Length),
            new("inDatabase", stored),
            new("movements", ends.Sum(e => (long)e.Rows)),
            new("readings", ends.Sum(e => (long)e.Readings)),
            new("lost", lost),
            new("doubled", doubled),
            new("held", ends.Sum(e => e.Held)),
            new("heldForNothing", heldForNothing),
            new("unstable", unstable),
            new("seconds", Math.Round(took.TotalSeconds, 1)),
        ];
        return new SuiteResult(figures, (lost, doubled, unstable, heldForNothing) switch
        {
            ( > 0, _, _, _) => $"{lost} movements were lost.",
            (_, > 0, _, _) => $"{doubled} transactions or events were doubled.",
            (_, _, > 0, _) => $"{unstable} histories did not come to the same when they were read again.",
            (_, _, _, var bothered) when bothered > ends.Length * MostHeldForNothing => $"{heldForNothing} transactions were held although the bank changed nothing.",
            _ => null,
        });
    }
}
