using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>Somebody at the app's pages, with a browser that keeps cookies; all that the app answers is kept, and so are the addresses.</summary>
internal sealed partial class Person : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Person(Uri address)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
    }

    /// <summary>What came back: by the page that it came from.</summary>
    public List<(string Page, byte[] Content)> Transcripts { get; } = [];

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    public async Task<string> OpenAsync(string path, CancellationToken stop)
    {
        using var answer = await _client.GetAsync(path, stop);
        return await KeepAsync(path, answer, stop);
    }

    /// <summary>Fills in the page's form and sends it.</summary>
    public async Task<string> SendAsync(string path, CancellationToken stop, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path, stop);
        var form = Hidden().Matches(page).ToDictionary(m => HttpUtility.HtmlDecode(m.Groups[1].Value), m => HttpUtility.HtmlDecode(m.Groups[2].Value));
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        using var answer = await _client.PostAsync(path.Split('?')[0], content, stop);
        return await KeepAsync(path, answer, stop);
    }

    public void Dispose() => _client.Dispose();

    // Its Set-Cookie headers are the one place where cookies belong.
    private async Task<string> KeepAsync(string path, HttpResponseMessage answer, CancellationToken stop)
    {
        var body = await answer.Content.ReadAsStringAsync(stop);
        var headers = answer.Headers.Where(h => h.Key != "Set-Cookie").Select(h => $"{h.Key}: {string.Join(' ', h.Value)}");
        Transcripts.Add((path.Split('?')[0], Encoding.UTF8.GetBytes($"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body}")));
        return body;
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)"[^>]*>""")]
    private static partial Regex Hidden();
}
