using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Accounts;

/// <summary>Where pending payments are asked for, as a person types it.</summary>
/// <param name="Body">JSON that a POST sends; null or blank sends an empty object.</param>
/// <param name="Token">Null or empty keeps the one that is saved.</param>
/// <param name="ForgetToken">Removes the one that is saved.</param>
public sealed record PaymentChoices(string? Url, PollMethod Method, string? Body, AuthScheme Scheme, string? Token, bool ForgetToken)
{
    // Not what a record prints: it holds a token.
    public override string ToString() => nameof(PaymentChoices);
}

/// <summary>What became of asking an endpoint without saving anything.</summary>
public abstract record EndpointTest
{
    private EndpointTest()
    {
    }

    public sealed record Asked(PollAnswer Answer, TimeSpan Took) : EndpointTest;

    /// <summary>It was not asked: the problem names the field and what to do.</summary>
    public sealed record Refused(SettingsProblem Problem) : EndpointTest;

    public sealed record NotFound : EndpointTest;
}

/// <summary>Where an account's pending payments are polled. Every change is its owner's, and is polled at once.</summary>
public sealed class PaymentSettings(
    IDbContextFactory<ReconbankerDb> databases, Vault vault, OutboundGuard guard, PaymentClient client, ActivityFeed feed, TimeProvider clock)
{
    public const int UrlMaxLength = 2000;
    public const int BodyMaxLength = 4000;

    public async Task<SaveOutcome> SaveAsync(Guid ownerId, Guid accountId, PaymentChoices choices, CancellationToken cancellationToken)
    {
        choices = Trimmed(choices);
        if (await ProblemAsync(choices, cancellationToken) is { } problem)
        {
            return new SaveOutcome.Refused(problem);
        }

        return await ChangeAsync(ownerId, accountId, account =>
        {
            account.SealedPaymentsUrl = vault.Seal(new SecretText(choices.Url!), AccountSecrets.PaymentsUrl(accountId));
            account.SealedPaymentsBody = choices.Body is { } body ? vault.Seal(new SecretText(body), AccountSecrets.PaymentsBody(accountId)) : null;
            (account.PaymentsMethod, account.PaymentsAuthScheme) = (choices.Method, choices.Scheme);
            if (choices.Token is { } token)
            {
                account.SealedPaymentsToken = vault.Seal(new SecretText(token), AccountSecrets.PaymentsToken(accountId));
            }
            else if (choices.ForgetToken)
            {
                account.SealedPaymentsToken = null;
            }

            account.NextPollAt = clock.GetUtcNow();
        }, cancellationToken);
    }

    /// <summary>Ends polling. The payments that are known stay, and wait for their transfers until they expire.</summary>
    public Task<SaveOutcome> RemoveAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken) =>
        ChangeAsync(ownerId, accountId, account =>
        {
            (account.SealedPaymentsUrl, account.SealedPaymentsBody, account.SealedPaymentsToken) = (null, null, null);
            account.NextPollAt = null;
        }, cancellationToken);

    /// <summary>Asks what is typed, with the saved token where none is. Saves nothing, and changes no payment.</summary>
    public async Task<EndpointTest> TestAsync(Guid ownerId, Guid accountId, PaymentChoices choices, CancellationToken cancellationToken)
    {
        choices = Trimmed(choices);
        if (await ProblemAsync(choices, cancellationToken) is { } problem)
        {
            return new EndpointTest.Refused(problem);
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var saved = await db.Accounts.Where(a => a.Id == accountId && a.OwnerId == ownerId)
            .Select(a => new { a.SealedPaymentsToken }).SingleOrDefaultAsync(cancellationToken);
        if (saved is null)
        {
            return new EndpointTest.NotFound();
        }

        var token = choices.Token is { } typed ? new SecretText(typed)
            : choices.ForgetToken ? null
            : vault.OpenOrNull(saved.SealedPaymentsToken, AccountSecrets.PaymentsToken(accountId));
        var body = choices.Body is { } text ? new SecretText(text) : null;
        var since = clock.GetTimestamp();
        var answer = await client.AskAsync(new PaymentEndpoint(new Uri(choices.Url!), choices.Method, body, choices.Scheme, token), cancellationToken);
        return new EndpointTest.Asked(answer, clock.GetElapsedTime(since));
    }

    /// <summary>The address behind a sealed one, for its owner to see; null when there is none, or it does not open.</summary>
    public string? OpenUrl(Guid accountId, string? sealedUrl) => vault.OpenOrNull(sealedUrl, AccountSecrets.PaymentsUrl(accountId))?.Reveal();

    /// <summary>The body behind a sealed one, as <see cref="OpenUrl"/>.</summary>
    public string? OpenBody(Guid accountId, string? sealedBody) => vault.OpenOrNull(sealedBody, AccountSecrets.PaymentsBody(accountId))?.Reveal();

    private static PaymentChoices Trimmed(PaymentChoices choices) =>
        choices with { Url = TypedText.Trimmed(choices.Url), Body = TypedText.Trimmed(choices.Body), Token = TypedText.Trimmed(choices.Token) };

    private async Task<SaveOutcome> ChangeAsync(Guid ownerId, Guid accountId, Action<Account> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var commit = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        change(account);
        (account.PollFailures, account.PollRefusals) = (0, 0);
        await db.SaveChangesAsync(cancellationToken);
        await commit.CommitAsync(cancellationToken);
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }

    private async Task<SettingsProblem?> ProblemAsync(PaymentChoices choices, CancellationToken cancellationToken)
    {
        if (choices.Url is not { } url)
        {
            return SettingsProblem.PaymentsUrlMissing;
        }

        if (url.Length > UrlMaxLength)
        {
            return SettingsProblem.PaymentsUrlTooLong;
        }

        if (choices.Token?.Any(c => c is < '!' or > '~') is true)
        {
            return SettingsProblem.TokenNotPrintable;
        }

        if (choices.Body is { } body && BodyProblem(body) is { } wrong)
        {
            return wrong;
        }

        return await guard.CheckAsync(url, cancellationToken) switch
        {
            OutboundCheck.NotAbsolute => SettingsProblem.PaymentsUrlNotAbsolute,
            OutboundCheck.NotHttp => SettingsProblem.PaymentsUrlNotHttp,
            OutboundCheck.HasUserInfo => SettingsProblem.PaymentsUrlHasUserInfo,
            OutboundCheck.DoesNotResolve => SettingsProblem.PaymentsUrlDoesNotResolve,
            OutboundCheck.PrivateAddress => SettingsProblem.PaymentsUrlPrivate,
            _ => null,
        };
    }

    private static SettingsProblem? BodyProblem(string body)
    {
        if (body.Length > BodyMaxLength)
        {
            return SettingsProblem.PaymentsBodyTooLong;
        }

        try
        {
            using var _ = JsonDocument.Parse(body);
            return null;
        }
        catch (JsonException)
        {
            return SettingsProblem.PaymentsBodyNoJson;
        }
    }
}
