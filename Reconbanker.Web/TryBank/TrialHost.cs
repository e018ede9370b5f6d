using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web.TryBank;

/// <summary>What a trial needs of Reconbanker: the banks, the browser and, for the demo bank, the demo. Nothing is started but what is asked for.</summary>
internal sealed class TrialHost : IAsyncDisposable
{
    // Beside the app's own folder, so that a trial disturbs no app that runs.
    private const string FolderSuffix = "-try-bank";

    private readonly IHost _host;
    private readonly ConfigurationManager _configuration;
    private DemoHost? _demo;

    /// <param name="errors">Where warnings go.</param>
    public TrialHost(TryBankOptions options, TextWriter errors)
    {
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT");
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath($"appsettings.{environment}.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. options.Settings]);
        _configuration = builder.Configuration;

        var appFolder = Path.GetFullPath(_configuration["Reconbanker:DataDirectory"] ?? DataFolder.DefaultPath);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddReconbankerCore(new DataFolder(appFolder + FolderSuffix));
        builder.Services.AddReconbankerBanks();
        builder.Services.AddDemo();
        builder.Services.AddSingleton(_ => Machine.Here() is var here
            ? here with { PlaywrightFolders = [.. here.PlaywrightFolders, Path.Combine(appFolder, "browser", "managed")] }
            : here);
        builder.Services.Configure<BrowserOptions>(browser => browser.Headless = !options.HasWindow);
        builder.Logging.AddProvider(new TrialLog(errors));
        _host = builder.Build();
    }

    public DemoSite Demo => Get<DemoSite>();

    /// <summary>Every bank that has a driver, also one that is served nowhere, by code.</summary>
    public IReadOnlyList<Bank> Banks => [.. _host.Services.GetServices<BankDriver>().Select(d => d.Bank).OrderBy(b => b.Code, StringComparer.Ordinal)];

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Serves the demo with a ledger as on its first day, unless the bank is none of it, or is said to be somewhere already.</summary>
    /// <returns>Whether it is served.</returns>
    public async Task<bool> ServeDemoAsync(Bank bank, CancellationToken cancellationToken)
    {
        if (!bank.IsDemo || _configuration[$"Banks:LoginPages:{bank.Code}"] is not null)
        {
            return false;
        }

        var url = _configuration.GetValue<Uri>("Demo:Url") ?? new DemoOptions().Url;
        var isServed = await ServeDemoAsync(url, cancellationToken) || await ServeDemoAsync(new UriBuilder(url) { Port = 0 }.Uri, cancellationToken);
        await Demo.ResetAsync(cancellationToken);
        return isServed;
    }

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.StoppedAsync(CancellationToken.None);
            await _demo.DisposeAsync();
        }

        await Get<ChromiumProvider>().StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private async Task<bool> ServeDemoAsync(Uri url, CancellationToken cancellationToken)
    {
        var options = Options.Create(new DemoOptions { Enabled = true, Url = url });
        var demo = ActivatorUtilities.CreateInstance<DemoHost>(_host.Services, options, NullLogger<DemoHost>.Instance);
        await demo.StartingAsync(cancellationToken);
        if (Demo.Address is null)
        {
            await demo.DisposeAsync();
            return false;
        }

        _demo = demo;
        return true;
    }
}
