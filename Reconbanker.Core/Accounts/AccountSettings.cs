using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Accounts;

/// <summary>Creates accounts and changes their settings. Every change is its owner's, and one transaction.</summary>
public sealed class AccountSettings(
    IDbContextFactory<ReconbankerDb> databases, BankCatalog banks, Vault vault, SessionSupervisor sessions,
    BrowserHost browsers, ActivityFeed feed, IOptions<SessionOptions> options, TimeProvider clock)
{
    /// <param name="withWizard">Whether the connect wizard goes on from here, and is offered again when it is left.</param>
    public async Task<SaveOutcome> CreateAsync(Guid ownerId, string? bankCode, string? name, bool withWizard, CancellationToken cancellationToken)
    {
        if (bankCode is null || banks.FindBank(bankCode) is not { } bank)
        {
            return new SaveOutcome.Refused(SettingsProblem.UnknownBank);
        }

        if (NameProblem(name) is { } problem)
        {
            return new SaveOutcome.Refused(problem);
        }

        var id = Guid.CreateVersion7();
        var account = new Account
        {
            Id = id,
            OwnerId = ownerId,
            BankCode = bank.Code,
            Name = name!.Trim(),
            CreatedAt = clock.GetUtcNow(),
            EventsFromOn = BankDay.Today(bank, clock),
            SealedSigningSecret = vault.Seal(SigningSecrets.Make(), AccountSecrets.SigningSecret(id)),
            ConnectStep = withWizard ? ConnectStep.Credentials : null,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Accounts.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        feed.Publish(ownerId, id, ActivityTopic.Account);
        return new SaveOutcome.Saved(id);
    }

    public Task<SaveOutcome> RenameAsync(Guid ownerId, Guid accountId, string? name, CancellationToken cancellationToken) =>
        NameProblem(name) is { } problem
            ? Task.FromResult<SaveOutcome>(new SaveOutcome.Refused(problem))
            : ChangeAsync(ownerId, accountId, account => account.Name = name!.Trim(), cancellationToken);

    /// <summary>
    /// Replaces both and ends a running session. Credentials that differ are a new start: the count of refused logins and a block because of
    /// them are cleared, and what the browser kept is forgotten. Another user is another customer of the bank: so is the choice of bank account.
    /// </summary>
    public async Task<SaveOutcome> SaveCredentialsAsync(
        Guid ownerId, Guid accountId, string? userName, string? password, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(userName))
        {
            return new SaveOutcome.Refused(SettingsProblem.UserNameMissing);
        }

        if (string.IsNullOrEmpty(password))
        {
            return new SaveOutcome.Refused(SettingsProblem.PasswordMissing);
        }

        await sessions.StopRunAsync(ownerId, accountId, cancellationToken);
        return await ChangeAsync(ownerId, accountId, account =>
        {
            var isOtherUser = account.SealedUserName is null
                || vault.Open(account.SealedUserName, AccountSecrets.UserName(accountId)).Reveal() != userName.Trim();
            var isOtherPassword = account.SealedPassword is null
                || vault.Open(account.SealedPassword, AccountSecrets.Password(accountId)).Reveal() != password;
            account.SealedUserName = vault.Seal(new SecretText(userName.Trim()), AccountSecrets.UserName(accountId));
            account.SealedPassword = vault.Seal(new SecretText(password), AccountSecrets.Password(accountId));
            account.CredentialsSavedAt = clock.GetUtcNow();
            if (isOtherUser)
            {
                account.BankAccountNumber = null;
                account.BankAccountOptions = [];
            }

            if (isOtherUser || isOtherPassword)
            {
                browsers.DeleteProfile(accountId);
                account.LoginAttempts = 0;
                if (account.IsBlocked)
                {
                    account.Attention = null;
                    account.AttentionSince = null;
                }
            }

            Schedule(account);
        }, cancellationToken);
    }

    /// <summary>Saves how the bank is logged into; a session of the former kind is ended.</summary>
    public async Task<SaveOutcome> SaveSessionAsync(
        Guid ownerId, Guid accountId, SessionType sessionType, LoginMode loginMode, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Accounts.AnyAsync(
                a => a.Id == accountId && a.OwnerId == ownerId && (a.SessionType != sessionType || a.LoginMode != loginMode), cancellationToken))
            {
                await sessions.StopRunAsync(ownerId, accountId, cancellationToken);
            }
        }

        return await ChangeAsync(ownerId, accountId, account =>
        {
            account.SessionType = sessionType;
            account.LoginMode = loginMode;
            var isAnswered = account.Attention == AttentionReason.SecondFactorInSimpleMode && loginMode == LoginMode.Assisted;
            if (isAnswered || account is { Attention: not null, IsBlocked: false })
            {
                account.Attention = null;
                account.AttentionSince = null;
            }

            Schedule(account);
        }, cancellationToken);
    }

    /// <summary>Chooses which of the bank accounts that a login showed is read.</summary>
    public async Task<SaveOutcome> ChooseBankAccountAsync(Guid ownerId, Guid accountId, string number, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        if (account.BankAccountOptions.All(o => o.Number != number))
        {
            return new SaveOutcome.Refused(SettingsProblem.UnknownBankAccount);
        }

        if (account.BankAccountNumber != number)
        {
            // A session that reads the former one must not go on with it.
            await sessions.StopRunAsync(ownerId, accountId, cancellationToken);
            await db.Entry(account).ReloadAsync(cancellationToken);
            account.BankAccountNumber = number;
            if (account.Attention == AttentionReason.BankAccountMissing)
            {
                account.Attention = null;
                account.AttentionSince = null;
            }

            Schedule(account);
            await db.SaveChangesAsync(cancellationToken);
        }

        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }

    /// <summary>Remembers where the connect wizard goes on; null when it is done.</summary>
    public Task<SaveOutcome> SaveConnectStepAsync(Guid ownerId, Guid accountId, ConnectStep? step, CancellationToken cancellationToken) =>
        ChangeAsync(ownerId, accountId, account => account.ConnectStep = step, cancellationToken);

    private async Task<SaveOutcome> ChangeAsync(Guid ownerId, Guid accountId, Action<Account> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken);
        if (account is null)
        {
            return new SaveOutcome.NotFound();
        }

        change(account);
        await db.SaveChangesAsync(cancellationToken);
        feed.Publish(ownerId, accountId, ActivityTopic.Account);
        return new SaveOutcome.Saved(accountId);
    }

    // The first login is a person's, or the clock's after its usual interval; an assisted account calls a person only when one asks for it.
    private void Schedule(Account account) => account.NextRunAt =
        account is { HasCredentials: true, LoginMode: LoginMode.Simple, Attention: null } ? clock.GetUtcNow() + options.Value.OneShotInterval : null;

    private static SettingsProblem? NameProblem(string? name) => name?.Trim() switch
    {
        null or "" => SettingsProblem.NameMissing,
        { Length: > Account.NameMaxLength } => SettingsProblem.NameTooLong,
        _ => null,
    };
}
