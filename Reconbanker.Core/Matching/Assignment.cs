namespace Reconbanker.Core.Matching;

/// <summary>Which of a few payments and transfers belong together when all of them are looked at: the best sum of scores.</summary>
internal static class Assignment
{
    /// <summary>More on one side are left to a person.</summary>
    public const int Most = 8;

    /// <summary>The pairs of the best assignment without which every other assignment is worse by the margin.</summary>
    /// <param name="fits">Of payments and transfers that compete for one another, each two once.</param>
    public static List<(OpenPayment, FreeTransaction, Fit)> Clear(List<Fit> fits, Func<OpenPayment, FreeTransaction, bool> isInTime, double margin)
    {
        var payments = fits.Select(fit => fit.Payments).Distinct().SelectMany(same => same.Members.Select(payment => (same, payment))).Take(Most + 1).ToList();
        var transactions = fits.Select(fit => fit.Transactions).Distinct().SelectMany(same => same.Members.Select(transaction => (same, transaction))).Take(Most + 1).ToList();
        if (payments.Count > Most || transactions.Count > Most)
        {
            return [];
        }

        var found = fits.ToDictionary(fit => (fit.Payments, fit.Transactions));
        var scores = new Fit?[payments.Count, transactions.Count];
        for (var p = 0; p < payments.Count; p++)
        {
            for (var t = 0; t < transactions.Count; t++)
            {
                var isPair = found.TryGetValue((payments[p].same, transactions[t].same), out var fit) && isInTime(payments[p].payment, transactions[t].transaction);
                scores[p, t] = isPair ? fit : null;
            }
        }

        var (best, chosen) = Best(scores, without: null);
        var clear = new List<(OpenPayment, FreeTransaction, Fit)>();
        for (var p = 0; p < payments.Count; p++)
        {
            if (chosen[p] is { } t && best - Best(scores, (p, t)).Sum >= margin - 1e-9)
            {
                clear.Add((payments[p].payment, transactions[t].transaction, scores[p, t]!));
            }
        }

        return clear;
    }

    // Row by row, with the set of columns that are taken as the state.
    private static (double Sum, int?[] Chosen) Best(Fit?[,] scores, (int P, int T)? without)
    {
        var (rows, columns) = (scores.GetLength(0), scores.GetLength(1));
        var sums = new double[rows + 1, 1 << columns];
        var choices = new int[rows, 1 << columns];
        for (var p = rows - 1; p >= 0; p--)
        {
            for (var taken = 0; taken < 1 << columns; taken++)
            {
                var (sum, choice) = (sums[p + 1, taken], -1);
                for (var t = 0; t < columns; t++)
                {
                    if ((taken & (1 << t)) == 0 && without != (p, t) && scores[p, t] is { } fit && fit.Score + sums[p + 1, taken | (1 << t)] is var with && with > sum + 1e-9)
                    {
                        (sum, choice) = (with, t);
                    }
                }

                (sums[p, taken], choices[p, taken]) = (sum, choice);
            }
        }

        var (chosen, state) = (new int?[rows], 0);
        for (var p = 0; p < rows; p++)
        {
            if (choices[p, state] is >= 0 and var t)
            {
                (chosen[p], state) = (t, state | (1 << t));
            }
        }

        return (sums[0, 0], chosen);
    }
}
