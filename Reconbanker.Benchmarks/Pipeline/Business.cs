using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reconbanker.Benchmarks.Pipeline;

/// <summary>The user's systems over HTTP: lists the payments that it expects, and receives what became of them.</summary>
internal sealed class Business : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly byte[] _payments;
    private readonly ConcurrentDictionary<string, bool> _events = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;

    private Business(IReadOnlyList<Expected> payments)
    {
        _expected = payments.Count;
        _payments = JsonSerializer.SerializeToUtf8Bytes(
            payments.Select(p => new { external_id = p.Id, amount = p.Amount, currency = "USD", name = p.Payer }));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context => context.Request.Path == "/payments" ? ListAsync(context) : TakeAsync(context));
    }

    /// <summary>Distinct events that came.</summary>
    public int Events => _events.Count;

    /// <summary>Ends when an event has come for each payment.</summary>
    public Task All => _all.Task;

    private string Root => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public string PaymentsUrl => $"{Root}/payments";

    public string WebhookUrl => $"{Root}/hook";

    public static async Task<Business> StartAsync(IReadOnlyList<Expected> payments, CancellationToken stop)
    {
        var business = new Business(payments);
        await business._app.StartAsync(stop);
        return business;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task ListAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _payments.Length;
        return context.Response.Body.WriteAsync(_payments, context.RequestAborted).AsTask();
    }

    private async Task TakeAsync(HttpContext context)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, context.RequestAborted);
        using (var json = JsonDocument.Parse(buffer.AsMemory(0, length)))
        {
            if (json.RootElement.GetProperty("status").GetString() == "matched" && _events.TryAdd(context.Request.Headers["webhook-id"].ToString(), true)
                && _events.Count >= _expected)
            {
                _all.TrySetResult();
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>A payment that the business expects, and that somebody pays.</summary>
internal sealed record Expected(string Id, decimal Amount, string Payer);
