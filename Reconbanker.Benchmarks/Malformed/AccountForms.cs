using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>The forms of an account, as the pages save them.</summary>
internal static class AccountForms
{
    private static readonly string[] Urls =
    [
        "http://127.0.0.1:9/hook", "https://127.0.0.1/a?b=c", "http://10.0.0.1/", "http://[::1]/", "http://localhost:70000/", "ftp://127.0.0.1/",
        "http://u:p@127.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://2130706433/",
    ];

    /// <param name="ownerId">Whoever is signed in.</param>
    /// <param name="accountId">An account of theirs, or of somebody else's.</param>
    /// <param name="savesTooEarly">Plants a form that stores a part of what it is given before it has looked at the rest.</param>
    public static IReadOnlyList<Func<Nonsense, CancellationToken, Task<SaveOutcome>>> Of(
        IServiceProvider services, Guid ownerId, Guid accountId, bool savesTooEarly)
    {
        var accounts = services.GetRequiredService<AccountSettings>();
        var webhooks = services.GetRequiredService<WebhookSettings>();
        var databases = services.GetRequiredService<IDbContextFactory<ReconbankerDb>>();
        return
        [
            (n, stop) => accounts.RenameAsync(ownerId, accountId, n.Text("Main"), stop),
            (n, stop) => accounts.SaveCredentialsAsync(ownerId, accountId, n.Text("ana"), n.Text("secret"), stop),
            (n, stop) => accounts.SaveSessionAsync(ownerId, accountId, (SessionType)n.Next(4), (LoginMode)n.Next(4), stop),
            (n, stop) => accounts.ChooseBankAccountAsync(ownerId, accountId, n.Text("001-204518-3"), stop),
            (n, stop) => accounts.SaveConnectStepAsync(ownerId, n.Next(2) == 0 ? accountId : Guid.NewGuid(), (ConnectStep)n.Next(9), stop),
            async (n, stop) =>
            {
                if (savesTooEarly)
                {
                    await using var db = await databases.CreateDbContextAsync(stop);
                    await db.Accounts.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a.SetProperty(x => x.Name, $"Name {n.Next(1000)}"), stop);
                }

                return await webhooks.SaveAsync(ownerId, accountId, n.Text(n.Of(Urls)), (AuthScheme)n.Next(3), n.Text("token"), n.Next(2) == 0, stop);
            },
            (n, stop) => services.GetRequiredService<AccountRemoval>().DeleteAsync(ownerId, accountId, "not " + n.Text("Main"), stop),
        ];
    }
}
