using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>An assistance request with what surrounds it, as a person sees it who may help.</summary>
public sealed record HelpDetails(AssistanceRequest Request, string AccountName, string BankCode, SessionType SessionType)
{
    /// <summary>Changes whenever something else is to be shown.</summary>
    public string Version => FormattableString.Invariant($"{Request.State}-{Request.Challenge}-{Request.TriesLeft}-{string.Join('+', Offers)}");

    public bool IsOpen => Request.State == AssistanceState.Open;

    public bool IsDemo => BankCode == DemoServices.BankCode;

    /// <summary>The ways of having another code, or another request for approval, sent that the bank's page offers; null is the same as before.</summary>
    public IEnumerable<CodeChannel?> Offers =>
        [.. Request.CanSendAgain ? [null] : Array.Empty<CodeChannel?>(), .. Request.OtherChannels.Select(channel => (CodeChannel?)channel)];

    /// <summary>Those of these requests that the user may answer with a code, of accounts of their own or shared with them; the most urgent first.</summary>
    public static IQueryable<HelpDetails> Of(ReconbankerDb db, Guid userId, IQueryable<AssistanceRequest> requests) => Of(
        db.Accounts.Where(a => a.OwnerId == userId || db.AccountShares.Any(s => s.AccountId == a.Id && s.UserId == userId && s.MayGiveCode)), requests);

    /// <summary>The open request of a run, for the account's owner and everybody with whom its live view is shared.</summary>
    public static Task<HelpDetails?> OfRunAsync(ReconbankerDb db, Guid userId, Guid runId, CancellationToken cancellationToken) => Of(
        db.Accounts.Where(a => a.OwnerId == userId || db.AccountShares.Any(s => s.AccountId == a.Id && s.UserId == userId)),
        db.AssistanceRequests.Where(r => r.RunId == runId && r.State == AssistanceState.Open)).SingleOrDefaultAsync(cancellationToken);

    /// <returns>Null when there is no such request, or it is not the user's to answer.</returns>
    public static Task<HelpDetails?> FindAsync(ReconbankerDb db, Guid userId, Guid requestId, CancellationToken cancellationToken) =>
        Of(db, userId, db.AssistanceRequests.Where(r => r.Id == requestId)).SingleOrDefaultAsync(cancellationToken);

    private static IQueryable<HelpDetails> Of(IQueryable<Account> accounts, IQueryable<AssistanceRequest> requests) =>
        from request in requests.AsNoTracking()
        join account in accounts on request.AccountId equals account.Id
        orderby request.DeadlineAt
        select new HelpDetails(request, account.Name, account.BankCode, account.SessionType);
}
