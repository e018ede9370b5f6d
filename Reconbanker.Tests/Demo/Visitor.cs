using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>Opens pages and submits forms of the demo as a browser does: by its own name, with cookies, following redirects.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpClient _direct;

    public Visitor(Uri site)
    {
        var cookies = new CookieContainer();
        _http = new HttpClient(Handler(cookies)) { BaseAddress = site };
        var direct = Handler(cookies);
        direct.AllowAutoRedirect = false;
        _direct = new HttpClient(direct) { BaseAddress = site };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IDocument> OpenAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), Token);
        return await ReadAsync(answer);
    }

    public async Task<IDocument> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), form, Token);
        return await ReadAsync(answer);
    }

    public Task<IDocument> LogInAsync(string userName, string password = "open sesame") =>
        SubmitAsync("/login", ("username", userName), ("password", password));

    /// <summary>Submits the login and stays there: for customers whose pages never end.</summary>
    public async Task LogInWithoutFollowingAsync(string userName)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("username", userName), KeyValuePair.Create("password", "open sesame")]);
        using var answer = await _direct.PostAsync(new Uri("/login", UriKind.Relative), form, Token);
        answer.Headers.Location.Should().NotBeNull();
    }

    /// <summary>Where a page sends its visitor; null when it does not.</summary>
    public async Task<string?> RedirectOfAsync(string path)
    {
        using var answer = await _direct.GetAsync(new Uri(path, UriKind.Relative), Token);
        return answer.Headers.Location?.OriginalString;
    }

    /// <summary>As a program does, not a person.</summary>
    public async Task<(HttpStatusCode Status, string Body)> JsonAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    /// <summary>Sends a form to what answers with JSON.</summary>
    public async Task<JsonElement> AskAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), form, Token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

    public void Dispose()
    {
        _http.Dispose();
        _direct.Dispose();
    }

    private static SocketsHttpHandler Handler(CookieContainer cookies) => new()
    {
        CookieContainer = cookies,

        // Browsers know that every name below localhost is this machine; resolvers often do not.
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    private static async Task<IDocument> ReadAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Token));
}

internal static class DemoMarkup
{
    public static IElement? Find(this IDocument page, string testId) => page.QuerySelector($"[data-testid={testId}]");

    public static bool IsSignedIn(this IDocument page) => page.Find("signed-in") is not null;

    /// <summary>What a login asks for on this page; null when it asks for nothing.</summary>
    public static string? Step(this IDocument page) => page.QuerySelector("main[data-step]")?.GetAttribute("data-step");

    /// <summary>The reason of the page's alert; null when there is none.</summary>
    public static string? Alert(this IDocument page) => page.QuerySelector("[role=alert]")?.GetAttribute("data-reason");

    /// <summary>The reason of the page's message that is no alert; null when there is none.</summary>
    public static string? Status(this IDocument page) => page.QuerySelector("[role=status]")?.GetAttribute("data-reason");

    /// <summary>Date, document, description, counterparty, amount, currency, state, balance: of every row.</summary>
    public static List<string[]> Movements(this IDocument page) =>
        [.. page.QuerySelectorAll("#movements tbody tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToArray())];
}
