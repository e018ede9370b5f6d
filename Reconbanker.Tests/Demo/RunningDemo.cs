using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The demo, served on a free port inside a small host, with a folder of its own and a clock that the test moves.</summary>
internal sealed class RunningDemo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly bool _ownsFolder;

    private RunningDemo(string? folder, IReadOnlyDictionary<string, string?> settings)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("reconbanker-demo-").FullName;

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddProvider(new LogRecorder(Log)).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(new DataFolder(Folder));
        builder.Services.AddSingleton<OutboundGuard>();
        builder.Services.AddDemo();
        _host = builder.Build();
    }

    public string Folder { get; }

    /// <summary>Noon at the bank, on 10 March 2026.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 10, 15, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Start);

    /// <summary>Every line that was logged, at every level.</summary>
    public ConcurrentQueue<string> Log { get; } = [];
    public IServiceProvider Services => _host.Services;
    public DemoSite Site => Services.GetRequiredService<DemoSite>();

    /// <param name="folder">Data folder of an earlier one; null for a fresh one, which is deleted in the end.</param>
    public static async Task<RunningDemo> StartAsync(
        CancellationToken cancellationToken, string? folder = null, string url = "http://demo-bank.localhost:0", bool enabled = true)
    {
        var demo = new RunningDemo(folder, new Dictionary<string, string?> { ["Demo:Enabled"] = $"{enabled}", ["Demo:Url"] = url });
        try
        {
            await demo._host.StartAsync(cancellationToken);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Somebody with a browser, and cookies of their own.</summary>
    public Visitor Visit() => new(Site.Address!);

    /// <summary>Moves some of the demo's fault switches, by their names over HTTP.</summary>
    public async Task SwitchAsync(object faults)
    {
        using var visitor = Visit();
        var (status, body) = await visitor.JsonAsync(HttpMethod.Post, "/demo/faults", JsonSerializer.Serialize(faults));
        status.Should().Be(HttpStatusCode.OK, body);
    }

    /// <summary>Asks for a page on a connection of its own.</summary>
    /// <returns>Whether anything came back.</returns>
    public async Task<bool> IsAnsweredAsync(string path)
    {
        using var visitor = Visit();
        try
        {
            await visitor.OpenAsync(path);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Lets the demo's time pass, a step at once, until something is done.</summary>
    public async Task PassTimeUntilAsync(Task done, TimeSpan step)
    {
        while (!done.IsCompleted)
        {
            Clock.Advance(step);
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Fails if a secret was logged, or is in a file.</summary>
    public async Task HasNoTraceOfAsync(params string[] secrets)
    {
        Log.Should().NotBeEmpty().And.NotContain(line => secrets.Any(line.Contains));
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            (await File.ReadAllTextAsync(file)).Should().NotContainAny(secrets);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
