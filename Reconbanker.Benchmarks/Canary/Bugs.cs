using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Banks;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>What a careless programmer would have written, put in the place of what is registered.</summary>
internal static class Bugs
{
    public const string LogPassword = "log-password";
    public const string PlainColumn = "plain-column";
    public const string LogHeaders = "log-headers";

    public static IReadOnlyList<string> All => [LogPassword, PlainColumn, LogHeaders];

    public static void Plant(string? name, IServiceCollection services)
    {
        switch (name)
        {
            case LogPassword:
                services.Remove(services.Single(s => s.ServiceType == typeof(BankDriver) && s.ImplementationType == typeof(DemoBank)));
                services.AddSingleton<BankDriver, TalkativeBank>();
                break;
            case PlainColumn:
                services.ConfigureDbContext<ReconbankerDb>((provider, db) => db.AddInterceptors(new PlainCopy(provider)));
                break;
            case LogHeaders:
                services.AddSingleton<IStartupFilter, TalkativeServer>();
                break;
        }
    }

    /// <summary>A driver that says what it types.</summary>
    private sealed class TalkativeBank(ILogger<TalkativeBank> logger) : BankDriver
    {
        private readonly DemoBank _bank = new();

        public override Bank Bank => _bank.Bank;

        public override Task SignInAsync(BankPage page, CancellationToken cancellationToken)
        {
#pragma warning disable CA1848, CA1873, CA2254 // the bug
            logger.LogDebug($"Signing in with {page.Credentials.Password.Reveal()}");
#pragma warning restore CA1848, CA1873, CA2254
            return _bank.SignInAsync(page, cancellationToken);
        }

        public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => _bank.IsSignedInAsync(page, cancellationToken);

        public override Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken) =>
            _bank.ListBankAccountsAsync(page, cancellationToken);

        public override async IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
            BankPage page, ReadWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var row in _bank.ReadTransactionsAsync(page, window, cancellationToken))
            {
                yield return row;
            }
        }

        public override Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => _bank.SignOutAsync(page, cancellationToken);
    }

    /// <summary>A password that is kept readable beside the sealed one.</summary>
    private sealed class PlainCopy(IServiceProvider services) : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            foreach (var entry in eventData.Context!.ChangeTracker.Entries<Account>()
                .Where(e => e.State == EntityState.Modified && e.Property(a => a.SealedPassword).IsModified))
            {
                var account = entry.Entity;
                account.Name = services.GetRequiredService<Vault>()
                    .Open(account.SealedPassword!, SealContext.For(nameof(Account), nameof(Account.SealedPassword), account.Id)).Reveal();
            }

            return ValueTask.FromResult(result);
        }
    }

    /// <summary>A server that logs each request with its headers.</summary>
    private sealed class TalkativeServer(ILogger<TalkativeServer> logger) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext http, RequestDelegate following) =>
            {
#pragma warning disable CA1848, CA1873, CA2254 // the bug
                logger.LogDebug($"{http.Request.Path} {string.Join(' ', http.Request.Headers.Select(h => $"{h.Key}={h.Value}"))}");
#pragma warning restore CA1848, CA1873, CA2254
                await following(http);
            });
            next(app);
        };
    }
}
