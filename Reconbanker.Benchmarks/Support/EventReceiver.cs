using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reconbanker.Benchmarks.Support;

/// <summary>What arrived of one event.</summary>
/// <param name="Hash">SHA-256 of the bytes that came first.</param>
/// <param name="Times">How often it came.</param>
/// <param name="IsSame">Whether every time brought the same bytes.</param>
internal sealed record Arrival(string Hash, decimal Amount, string? Name, int Times, bool IsSame);

/// <summary>A receiver in the bench's own process, that outlives every child: writes down what came, on the disk, before it answers.</summary>
internal sealed class EventReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly FileStream _log;
    private readonly Func<HttpContext, Task> _answer;
    private readonly ConcurrentDictionary<string, Arrival> _arrivals = [];
    private readonly ConcurrentBag<SignedRequest> _signed = [];
    private readonly Lock _writing = new();

    private EventReceiver(string logFile, Func<HttpContext, Task> answer)
    {
        _log = new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.Read);
        _answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>By <c>webhook-id</c>: each is one effect.</summary>
    public IReadOnlyDictionary<string, Arrival> Arrivals => _arrivals;

    public IReadOnlyCollection<SignedRequest> Signed => _signed;

    public Uri Url => new(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "/hook");

    /// <param name="answer">What it answers, once the event is written down.</param>
    public static async Task<EventReceiver> StartAsync(string logFile, Func<HttpContext, Task> answer, CancellationToken stop)
    {
        var receiver = new EventReceiver(logFile, answer);
        await receiver._app.StartAsync(stop);
        return receiver;
    }

    public static Task Ok(HttpContext context) => context.Response.WriteAsync("ok");

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        await _log.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var request = SignedRequest.Of(context.Request, body.ToArray());
            Keep(request);
            await _answer(context);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The sender left, or was killed.
        }
    }

    private void Keep(SignedRequest request)
    {
        _signed.Add(request);
        var hash = Convert.ToHexStringLower(SHA256.HashData(request.Body));
        lock (_writing)
        {
            _log.Write(System.Text.Encoding.ASCII.GetBytes($"{request.Id} {hash}\n"));
            _log.Flush(flushToDisk: true);
        }

        _arrivals.AddOrUpdate(
            request.Id,
            _ => Read(request.Body, hash),
            (_, known) => known with { Times = known.Times + 1, IsSame = known.IsSame && known.Hash == hash });
    }

    private static Arrival Read(byte[] body, string hash)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return new Arrival(hash, root.GetProperty("amount").GetDecimal(), root.GetProperty("name").GetString(), Times: 1, IsSame: true);
    }
}
