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
    public string Version => FormattableString.Invariant($"{Request.State}-{Request.Challenge}-{Request.TriesLeft}");

    public bool IsOpen => Request.State == AssistanceState.Open;

    public bool IsDemo => BankCode == DemoServices.BankCode;

    /// <summary>The ways of getting another code that the bank's page offers; null is the same as before.</summary>
    public IEnumerable<CodeChannel?> Offers =>
        [.. Request.CanSendAgain ? [null] : Array.Empty<CodeChannel?>(), .. Request.OtherChannels.Select(channel => (CodeChannel?)channel)];

    /// <summary>Those of these requests that are of the owner's accounts, the most urgent first.</summary>
    public static IQueryable<HelpDetails> Of(ReconbankerDb db, Guid ownerId, IQueryable<AssistanceRequest> requests) =>
        from request in requests.AsNoTracking()
        join account in db.Accounts on request.AccountId equals account.Id
        where account.OwnerId == ownerId
        orderby request.DeadlineAt
        select new HelpDetails(request, account.Name, account.BankCode, account.SessionType);

    /// <returns>Null when there is no such request, or it is not the owner's.</returns>
    public static Task<HelpDetails?> FindAsync(ReconbankerDb db, Guid ownerId, Guid requestId, CancellationToken cancellationToken) =>
        Of(db, ownerId, db.AssistanceRequests.Where(r => r.Id == requestId)).SingleOrDefaultAsync(cancellationToken);
}
