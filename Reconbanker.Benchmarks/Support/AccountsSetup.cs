using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Support;

/// <summary>In the child: what a person does before the first reading. Goes on where a kill cut it off, as a person would.</summary>
internal sealed class AccountsSetup(
    ChildPlan plan, IDbContextFactory<ReconbankerDb> databases, FirstUser firstUser, OperationModes modes, AccountSettings accounts,
    WebhookSettings webhooks)
{
    public const string BankAccount = "001-204518-3";
    private const string Owner = "owner@example.com";

    private static readonly DateOnly LongAgo = new(2000, 1, 1);

    /// <returns>The ids of the accounts.</returns>
    public async Task<IReadOnlyList<Guid>> MakeAsync(CancellationToken stop)
    {
        await firstUser.CreateAsync(Owner, "correct horse battery", stop);
        await using var db = await databases.CreateDbContextAsync(stop);
        var ownerId = await db.Users.Select(u => u.Id).SingleAsync(stop);
        await modes.ChangeAsync(ownerId, OperationMode.Passthrough, stop);
        var ids = new List<Guid>();
        for (var number = 1; number <= plan.Accounts; number++)
        {
            ids.Add(await MakeAsync(db, ownerId, $"Account {number}", stop));
        }

        return ids;
    }

    private async Task<Guid> MakeAsync(ReconbankerDb db, Guid ownerId, string name, CancellationToken stop)
    {
        var bank = plan.DemoBank is null ? StatementBank.Code : DemoServices.BankCode;
        var known = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Name == name, stop);
        var id = known?.Id
            ?? ((SaveOutcome.Saved)await accounts.CreateAsync(ownerId, bank, name, withWizard: false, stop)).AccountId;
        if (known?.SealedWebhookUrl is null)
        {
            await webhooks.SaveAsync(ownerId, id, plan.Webhook.ToString(), AuthScheme.Bearer, "token-1", forgetToken: false, stop);
        }

        if (plan.DemoBank is not null && known?.HasCredentials is not true)
        {
            await accounts.SaveCredentialsAsync(ownerId, id, "ana", "any password", stop);
        }

        // Other credentials may show other bank accounts: the choice comes after them.
        await db.Accounts.Where(a => a.Id == id).ExecuteUpdateAsync(
            account => account.SetProperty(a => a.BankAccountNumber, BankAccount).SetProperty(a => a.EventsFromOn, LongAgo), stop);
        // Handed over by a pipe to the bench, which checks every signature with it.
        var secret = await webhooks.ReadSigningSecretAsync(ownerId, id, stop);
        Child.Say($"secret {secret!.Reveal()}");
        return id;
    }
}
