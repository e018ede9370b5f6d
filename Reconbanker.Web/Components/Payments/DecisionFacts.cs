using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What a person decided, with who it was and which transfer it was about.</summary>
/// <param name="By">Null when the person is gone.</param>
public sealed record DecisionFacts(PersonDecision Decision, string? By, Transaction? Transaction)
{
    public static IQueryable<DecisionFacts> Of(ReconbankerDb db, IQueryable<PersonDecision> decisions) => decisions.Select(d => new DecisionFacts(
        d,
        db.Users.Where(u => u.Id == d.ById).Select(u => u.UserName).FirstOrDefault(),
        db.Transactions.FirstOrDefault(t => t.Id == d.TransactionId)));
}
