namespace Reconbanker.Core.Matching;

/// <summary>
/// Decides which transfers pay which payments of one account. Pure and deterministic: no clock, no storage, and the order in which payments and
/// transfers are given changes nothing.
/// </summary>
public static class Matcher
{
    /// <summary>The rules that decided, for evidence that is kept; a change of any outcome changes it.</summary>
    public const string Version = "1";

    /// <returns>One decision for each payment that something fits, in the order of the payments' days and ids.</returns>
    public static IReadOnlyList<MatchDecision> Decide(
        IReadOnlyCollection<OpenPayment> payments, IReadOnlyCollection<FreeTransaction> transactions, MatchRules rules)
    {
        var evidence = new Evidence();
        var free = transactions.ToLookup(t => t.Amount);
        var decisions = new List<(OpenPayment Payment, MatchDecision Decision)>();
        foreach (var group in payments.GroupBy(p => p.Amount))
        {
            if (free.Contains(group.Key))
            {
                decisions.AddRange(new AmountGroup([.. group], [.. free[group.Key]], rules, evidence).Decide());
            }
        }

        return [.. decisions.OrderBy(d => d.Payment.RegisteredAt).ThenBy(d => d.Payment.Id).Select(d => d.Decision)];
    }
}
