using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Components.Polls;

/// <summary>What the settings of an account's payments show. Address and body are its owner's to edit; the token is not among it.</summary>
public sealed record PaymentsDetails(string? Url, PollMethod Method, string? Body, AuthScheme Scheme, bool HasToken)
{
    public required MatchChoices Matching { get; init; }
    public required bool IsReconcile { get; init; }
    public required DateTimeOffset? NextPollAt { get; init; }
    public required int Refusals { get; init; }

    /// <summary>Null when there is no such account, or it is not the owner's.</summary>
    public static async Task<PaymentsDetails?> ReadAsync(
        ReconbankerDb db, PaymentSettings settings, Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.OwnerId == ownerId && a.Id == accountId, cancellationToken);
        return account is null ? null : new PaymentsDetails(
            settings.OpenUrl(accountId, account.SealedPaymentsUrl),
            account.PaymentsMethod,
            settings.OpenBody(accountId, account.SealedPaymentsBody),
            account.PaymentsAuthScheme,
            account.SealedPaymentsToken is not null)
        {
            Matching = MatchChoices.Of(account),
            IsReconcile = await db.Users.AnyAsync(u => u.Id == ownerId && u.OperationMode == OperationMode.Reconcile, cancellationToken),
            NextPollAt = account.NextPollAt,
            Refusals = account.PollRefusals,
        };
    }
}
