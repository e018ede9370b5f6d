using System.Net;
using System.Net.Sockets;
using System.Text;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Receivers that answer a webhook with anything at all: each answer is one of the known outcomes, fit to be stored.</summary>
internal sealed class AnswerCases(Nonsense nonsense, MalformedTally tally, Func<WebhookRequest, CancellationToken, Task<WebhookAnswer>> send)
{
    private const int AtOnce = 8;

    private static readonly string[] StatusLines = ["HTTP/1.1 200 OK", "HTTP/1.1 500 Oh no", "HTTP/1.1 429 Slow", "HTTP/1.0 204", "HTTP/1.1 302 Found", "HTTP/1.1 410 Gone"];

    private static readonly string[] Headers =
    [
        "Content-Length: 2", "Content-Length: 999999999999", "Content-Length: -1", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip, chunked",
        "Content-Encoding: gzip", "Content-Encoding: br", "Content-Type: text/html; charset=utf-16", "Content-Type: ;;;", "Retry-After: 5", "Retry-After: -5",
        "Retry-After: 99999999999", "Retry-After: 2147483648", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT",
        "Retry-After: soon", "Retry-After: 1, 2", "Location: http://127.0.0.1/", "Location: ::::", "Set-Cookie: a=b", "X: \u00ff", ": no name", "No colon",
        " folded", "Connection: upgrade", "Upgrade: h2c", "Trailer: Retry-After", "Date: yesterday",
    ];

    private static readonly string[] Bodies =
        ["ok", "", "2\r\nok\r\n0\r\n\r\n", "zz\r\nok\r\n", "ffffffffffffffff\r\nok", "\u001f\u008b\b\0", "<html>", "\ud83d", "{\"error\":", "HTTP/1.1 200 OK\r\n\r\n"];

    public async Task RunAsync(int cases, CancellationToken stop)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var serving = ServeAsync(listener, ended.Token);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, cases),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (_, cancellationToken) => await SendAsync(url, cancellationToken));
        await ended.CancelAsync();
        await serving;
    }

    private async Task SendAsync(Uri url, CancellationToken stop)
    {
        tally.Try();
        var request = new WebhookRequest(url, "msg_1", "{}"u8.ToArray(), AuthScheme.Bearer, new SecretText("token"), [SigningSecrets.Make()]);
        try
        {
            var answer = await send(request, stop);
            var delay = RetrySchedule.After(1, DeliveryKind.Transaction, [TimeSpan.FromSeconds(5)], answer.RetryAfter, 0.5);
            if (!Enum.IsDefined(answer.Outcome) || answer.Outcome == AttemptOutcome.Unknown || delay is null || delay > TimeSpan.FromHours(24)
                || (answer.Text is { } text && (text.Length > AnswerText.MaxLength || text.Any(char.IsControl))))
            {
                tally.AddMisread($"answer became {answer}, tried again after {delay}");
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            tally.AddUnhandled($"answer: {e.GetType().Name}: {e.Message}");
        }
    }

    private async Task ServeAsync(TcpListener listener, CancellationToken stop)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop);
                connections.Add(AnswerAsync(client, Make(), stop));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task AnswerAsync(TcpClient client, byte[] answer, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = new StringBuilder();
                var buffer = new byte[4096];
                while (!request.ToString().Contains("\r\n\r\n{}", StringComparison.Ordinal) && await stream.ReadAsync(buffer, stop) is > 0 and var count)
                {
                    request.Append(Encoding.Latin1.GetString(buffer, 0, count));
                }

                await stream.WriteAsync(answer, stop);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The sender has heard enough.
            }
        }
    }

    private byte[] Make()
    {
        var lines = Enumerable.Range(0, nonsense.Next(5)).Select(_ => nonsense.Of(Headers)).Prepend(nonsense.Of(StatusLines));
        var answer = $"{string.Join("\r\n", lines)}\r\n\r\n{nonsense.Of(Bodies)}{(nonsense.Next(20) == 0 ? new string('x', 60_000) : "")}";
        var bytes = Encoding.Latin1.GetBytes(answer);
        return nonsense.Next(2) == 0 ? bytes : nonsense.Break(bytes);
    }
}
