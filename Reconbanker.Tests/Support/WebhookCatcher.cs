using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reconbanker.Tests.Support;

/// <summary>One request as it arrived.</summary>
/// <param name="Headers">Names compare without case.</param>
public sealed record CaughtWebhook(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A real HTTP receiver on 127.0.0.1 and a free port: keeps what arrives, answers 200 or as it is told.</summary>
public sealed class WebhookCatcher : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<CatcherAnswer> _answers = new();
    private readonly ConcurrentQueue<CaughtWebhook> _caught = new();
    private readonly Channel<CaughtWebhook> _arrivals = Channel.CreateUnbounded<CaughtWebhook>(); // Nothing may be dropped.
    private int _open;

    private WebhookCatcher()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(CatchAsync);
    }

    /// <summary>The answer when no other has been queued.</summary>
    public CatcherAnswer Otherwise { get; set; } = CatcherAnswer.Status(200, "ok");

    /// <summary>All that has arrived so far, in order.</summary>
    public IReadOnlyList<CaughtWebhook> Caught => [.. _caught];

    /// <summary>Requests that have not been answered yet.</summary>
    public int Open => Volatile.Read(ref _open);

    public int Port =>
        new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public static async Task<WebhookCatcher> StartAsync(CancellationToken cancellationToken)
    {
        var catcher = new WebhookCatcher();
        await catcher._app.StartAsync(cancellationToken);
        return catcher;
    }

    public Uri Url(string pathAndQuery = "/hook", string host = "127.0.0.1") => new($"http://{host}:{Port}{pathAndQuery}");

    /// <summary>Answers the next requests so, one each.</summary>
    public void Answer(params CatcherAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    /// <summary>The next that arrives, or arrived and has not been returned yet.</summary>
    public async Task<CaughtWebhook> NextAsync(CancellationToken cancellationToken) => await _arrivals.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task CatchAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var path = $"{context.Request.Path}{context.Request.QueryString}";
            var caught = new CaughtWebhook(context.Request.Method, path, headers, body.ToArray());
            _caught.Enqueue(caught);
            _arrivals.Writer.TryWrite(caught);
            await (_answers.TryDequeue(out var answer) ? answer : Otherwise).WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender left.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
