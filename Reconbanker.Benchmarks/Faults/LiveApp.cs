using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Web;

namespace Reconbanker.Benchmarks.Faults;

/// <summary>The app in this process, with one user, who connects accounts while its disk or its database fails.</summary>
internal sealed class LiveApp : IAsyncDisposable
{
    private const string Bank = StatementBank.Code;

    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly bool _swallows;
    private readonly List<Guid> _acknowledged = [];
    private Guid _ownerId;

    private LiveApp(WebApplication app, bool swallows)
    {
        _app = app;
        _swallows = swallows;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public string DatabaseFile => _app.Services.GetRequiredService<DataFolder>().DatabaseFile;

    /// <param name="swallows">Plants a caller that takes a write for done whatever became of it.</param>
    public static async Task<LiveApp> StartAsync(string folder, bool swallows, IInterceptor? interceptor, CancellationToken stop)
    {
        var app = ReconbankerApp.Create(
            AppArguments.For(folder, "--Browser:ExecutablePath=/no/browser", "--Logging:Console:LogLevel:Default=None", "--Storage:LeastFreeMegabytes=0"),
            services =>
            {
                services.AddSingleton<Core.Drivers.BankDriver, StatementBank>();
                if (interceptor is not null)
                {
                    services.ConfigureDbContext<ReconbankerDb>((_, db) => db.AddInterceptors(interceptor));
                }
            });
        await app.StartAsync(stop);
        var live = new LiveApp(app, swallows);
        var created = await app.Services.GetRequiredService<FirstUser>().CreateAsync("owner@example.com", "correct horse battery", stop);
        live._ownerId = ((FirstUserOutcome.Created)created).User.Id;
        return live;
    }

    /// <summary>Connects one more account.</summary>
    /// <returns>Null when it was acknowledged; else what was said.</returns>
    public async Task<SqliteException?> WriteAsync(CancellationToken stop)
    {
        try
        {
            var name = new string('n', 80);
            var saved = (SaveOutcome.Saved)await _app.Services.GetRequiredService<AccountSettings>().CreateAsync(_ownerId, Bank, name, withWizard: false, stop);
            Acknowledge(saved.AccountId);
            return null;
        }
        catch (Exception e) when ((e as SqliteException ?? e.InnerException as SqliteException) is { } failure)
        {
            if (_swallows)
            {
                Acknowledge(Guid.NewGuid());
            }

            return failure;
        }
    }

    public async Task<(HttpStatusCode Status, string Text)> ReadAsync(string path, CancellationToken stop)
    {
        using var answer = await _client.GetAsync(path, stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
    }

    /// <summary>Accounts that were acknowledged and are not stored; and others that are stored though nobody was told.</summary>
    public async Task<(int Lost, int Unsaid)> CompareAsync(CancellationToken stop)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        var stored = await db.Accounts.Select(a => a.Id).ToListAsync(stop);
        return (_acknowledged.Except(stored).Count(), stored.Except(_acknowledged).Count());
    }

    public async Task<string> IntegrityAsync(CancellationToken stop)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        return await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").FirstAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private void Acknowledge(Guid id)
    {
        lock (_acknowledged)
        {
            _acknowledged.Add(id);
        }
    }
}
