using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Requests to every endpoint, with nonsense for paths, queries, headers and bodies: refused with a word, never with a failure of ours.</summary>
/// <param name="clients">Who asks: strangers and people who are signed in, each bound to an address.</param>
/// <param name="paths">Templates such as <c>/accounts/{id}</c>.</param>
/// <param name="forms">Paths and fields that a page posts.</param>
/// <param name="known">What a field or a part of a path may well hold, by its name: a token, somebody else's id.</param>
internal sealed class RequestCases(
    Nonsense nonsense, MalformedTally tally, IReadOnlyList<HttpClient> clients, IReadOnlyList<string> paths,
    IReadOnlyList<(string Path, string[] Fields)> forms, IReadOnlyDictionary<string, string> known)
{
    private static readonly string[] Methods = ["GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"];
    private static readonly string[] Types =
        ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json; charset=bogus", "x/;"];

    private static readonly string[] Json =
        ["{\"email\":null,\"password\":null}", "{\"email\":1}", "[]", "{", "\"", "{\"maintenance\":[]}", "{\"dropEvery\":1e99}", "{\"a\":{\"a\":{\"a\":{}}}}", "nul"];

    private static readonly string[] Names =
        ["Accept", "Accept-Language", "Cookie", "Origin", "Referer", "Range", "If-None-Match", "X-Forwarded-For", "Content-Encoding", "Authorization", "Upgrade"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="afterEach">Puts right what a request was allowed to change.</param>
    public async Task RunAsync(int cases, Action afterEach, CancellationToken stop)
    {
        for (var i = 0; i < cases; i++)
        {
            tally.Try();
            var client = nonsense.Of(clients);
            if (i % 5 == 0)
            {
                await SendRawAsync(client.BaseAddress!, stop);
            }
            else
            {
                await SendAsync(client, i % 5 == 1 ? Form() : Request(), stop);
            }

            afterEach();
        }
    }

    private HttpRequestMessage Request()
    {
        var query = nonsense.Next(2) == 0 ? "" : $"?{Uri.EscapeDataString(Valid(nonsense.Text("state")))}={Uri.EscapeDataString(Valid(nonsense.Text("Failed")))}";
        var request = new HttpRequestMessage(new HttpMethod(nonsense.Of(Methods)), new Uri(Path() + query, UriKind.Relative));
        for (var header = nonsense.Next(3); header > 0; header--)
        {
            var value = string.Concat(nonsense.Text("text/html").Where(c => c is >= ' ' and <= '~')).Trim();
            request.Headers.TryAddWithoutValidation(nonsense.Of(Names), value.Length > 2000 ? value[..2000] : value);
        }

        if (request.Method.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent(nonsense.Break(Encoding.UTF8.GetBytes(nonsense.Of(Json))));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", nonsense.Of(Types));
        }

        return request;
    }

    private HttpRequestMessage Form()
    {
        var (path, fields) = nonsense.Of(forms);
        var values = fields.Where(_ => nonsense.Next(8) > 0).Select(field => KeyValuePair.Create(field, Known(field, "001-204518-3")));
        return new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new FormUrlEncodedContent(values) };
    }

    private string Path()
    {
        var path = nonsense.Of(paths);
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var at && path.IndexOf('}', at) is > 0 and var end)
        {
            var name = path[(at + 1)..end].Split(':', '?')[0];
            path = path[..at] + Uri.EscapeDataString(Known(name, Guid.Empty.ToString())) + path[(end + 1)..];
        }

        return "/" + (path.Length > 4000 ? path[..4000] : path).TrimStart('/');
    }

    private async Task SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken stop)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        using (request)
        {
            try
            {
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);

                // Said on purpose: not implemented, or not now.
                if (answer.StatusCode >= HttpStatusCode.InternalServerError
                    && answer.StatusCode is not (HttpStatusCode.NotImplemented or HttpStatusCode.ServiceUnavailable))
                {
                    tally.AddUnhandled($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode}");
                }
            }
            catch (HttpRequestException)
            {
                // The server closed: what it thought of it is in its log.
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                tally.AddUnhandled($"{request.Method} {request.RequestUri}: no answer within {Patience}");
            }
        }
    }

    /// <summary>What is hardly a request any more.</summary>
    private async Task SendRawAsync(Uri address, CancellationToken stop)
    {
        var text = $"{nonsense.Of(Methods)} {Path()} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, address.Port, late.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(nonsense.Break(Encoding.UTF8.GetBytes(text)), late.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            var answer = new byte[16];
            var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, late.Token);
            if (Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 500", StringComparison.Ordinal))
            {
                tally.AddUnhandled($"raw {text}");
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Closed in the middle.
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            tally.AddUnhandled($"raw {text}: no answer within {Patience}");
        }
    }

    /// <summary>What is known of that name as often as not, so that a request comes past the first check; else nonsense.</summary>
    private string Known(string name, string usual) =>
        known.TryGetValue(name, out var value) && nonsense.Next(2) == 0 ? value : Valid(nonsense.Text(known.GetValueOrDefault(name, usual)));

    /// <summary>Half a character is nothing that a form can carry.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
