using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.Data;
using Reconbanker.Web;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>The app in this process, with its log kept, and possibly with a bug.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;

    private RunningApp(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/");

    public static async Task<RunningApp> StartAsync(string data, string? bug, LogCapture log, string[] settings, CancellationToken stop)
    {
        var app = ReconbankerApp.Create(
            [
                // The names under which the app's files lie beside the bench.
                $"--contentRoot={AppContext.BaseDirectory}",
                "--applicationName=Reconbanker.Web",
                "--environment=Production",
                "--urls=http://127.0.0.1:0",
                $"--Reconbanker:DataDirectory={data}",
                "--Outbound:Allow:0=127.0.0.1",
                "--Webhooks:RetryDelays:0=00:00:01",
                "--Browser:AllowWithoutSandbox=true",
                "--Logging:LogLevel:Default=Debug",
                "--Logging:Console:LogLevel:Default=None",
                .. settings,
            ],
            services =>
            {
                services.AddSingleton<ILoggerProvider>(log);
                Bugs.Plant(bug, services);
            });
        await app.StartAsync(stop);
        return new RunningApp(app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public string LatestCode(string customer) => Get<DemoSite>().Phone.LatestCode(customer)!;

    public async Task<T> ReadAsync<T>(Func<ReconbankerDb, Task<T>> read, CancellationToken stop)
    {
        await using var db = await Get<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        return await read(db);
    }

    /// <exception cref="TimeoutException">It was not reached in two minutes.</exception>
    public async Task<T> UntilAsync<T>(Func<ReconbankerDb, Task<T>> read, Func<T, bool> isReached, CancellationToken stop)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            if (await ReadAsync(read, stop) is var value && isReached(value))
            {
                return value;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }

        throw new TimeoutException("What the story waits for did not come.");
    }

    /// <summary>Says which bank account to read before the login asks.</summary>
    public async Task ChooseBankAccountAsync(Guid account, string customer, CancellationToken stop)
    {
        var number = Get<DemoSite>().Customers.Single(c => c.UserName == customer).Accounts[0].Number;
        await ReadAsync(
            db => db.Accounts.Where(a => a.Id == account).ExecuteUpdateAsync(a => a.SetProperty(x => x.BankAccountNumber, number), stop), stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
