using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Alerts;

/// <summary>A human is needed now, or another code was sent.</summary>
public sealed record AssistanceAlert(Guid RequestId, bool WasSentAgain);

/// <summary>Whom an alert concerns, and what is told.</summary>
/// <param name="Target">Null when its user wants none.</param>
public sealed record AssistanceFacts(AssistanceRequest Request, Guid OwnerId, string Account, string Bank, AlertTarget? Target);

/// <summary>Words and data of the alerts that call people.</summary>
public sealed class AssistanceAlerts(IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, TimeProvider clock)
{
    /// <returns>Null when there is no such request any more.</returns>
    public async Task<AssistanceFacts?> ReadAsync(Guid requestId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await (
            from request in db.AssistanceRequests.AsNoTracking()
            join account in db.Accounts on request.AccountId equals account.Id
            where request.Id == requestId
            select new { request, account.OwnerId, account.Name, account.BankCode }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var target = await db.AlertTargets.AsNoTracking().SingleOrDefaultAsync(t => t.UserId == found.OwnerId, cancellationToken);
        var bank = banks.FindBank(found.BankCode)?.Name ?? found.BankCode;
        return new AssistanceFacts(found.request, found.OwnerId, found.Name, bank, target);
    }

    /// <param name="link">Where the person goes; null while the dashboard's address is not known.</param>
    public Alert Write(AssistanceFacts facts, bool wasSentAgain, Uri? link)
    {
        var request = facts.Request;
        return new Alert(request.AccountId, "assistance_required", "assistance.requested", Title(facts), Text(facts), clock.GetUtcNow())
        {
            Link = link,
            LinkText = request.Kind == AssistanceKind.Code ? AlertTexts.EnterCode : AlertTexts.Open,
            Data = new
            {
                accountId = request.AccountId,
                userId = facts.OwnerId,
                requestId = request.Id,
                kind = Lower(request.Kind.ToString()),
                descriptor = Descriptor(request),
                attempts = request.Challenge,
                resent = wasSentAgain,
                bank = facts.Bank,
                account = facts.Account,
                channel = request.Channel is { } channel ? Lower(channel.ToString()) : null,
                sentTo = request.SentTo,
                number = request.Number,
                bankWords = request.BankWords,
                goodUntil = request.GoodUntil,
                deadlineAt = request.DeadlineAt,
                link,
            },
        };
    }

    private static object? Descriptor(AssistanceRequest request) => request.Kind != AssistanceKind.Code ? null : new
    {
        length = request.CodeLength,
        type = request.CodeKind == CodeKind.Digits ? "numeric" : "alphanumeric",
        purpose = "login",
    };

    private static string Title(AssistanceFacts facts) => Format(Words($"Title_{facts.Request.Kind}"), facts.Bank);

    private string Text(AssistanceFacts facts)
    {
        var request = facts.Request;
        var left = request.DeadlineAt - clock.GetUtcNow();
        string?[] lines =
        [
            facts.Account,
            request.BankWords is { } words ? Format(AlertTexts.BankSays, words) : null,
            request.Number is { } number ? Format(AlertTexts.Number, number) : null,
            Format(AlertTexts.TimeLeft, Math.Max(1, (int)Math.Round(left.TotalMinutes))),
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    private static string Words(string key) => AlertTexts.ResourceManager.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"{nameof(AlertTexts)} has no '{key}'.");

    private static string Format(string text, object value) => string.Format(CultureInfo.CurrentCulture, text, value);

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
