using System.Net;
using System.Text.Json;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The code of "iframe", which is typed in a frame of another site.</summary>
public sealed class KeySiteTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;
    private Visitor _frame = null!;
    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _visitor = _demo.Visit();
        _frame = new Visitor(_demo.Site.KeySiteAddress!);
        var page = await _visitor.LogInAsync("iframe");
        page.Step().Should().Be("iframe");
        var frame = new Uri(page.QuerySelector("iframe[title='Security check']")!.GetAttribute("src")!);
        frame.Host.Should().Be("faronda-key.localhost");
        frame.Query.Should().NotContain("key");
        _key = frame.Fragment[1..];
    }

    public ValueTask DisposeAsync()
    {
        _frame.Dispose();
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private string Code => _demo.Site.Phone.LatestCode("iframe")!;
    private string WrongCode => Code == "000000" ? "000001" : "000000";

    private Task<JsonElement> ConfirmAsync(string code) => _frame.AskAsync("/key", ("key", _key), ("code", code));

    [Fact]
    public async Task The_code_typed_in_the_frame_lets_the_bank_go_on()
    {
        var answer = await ConfirmAsync(Code);

        answer.GetProperty("next").GetString().Should().Be(new Uri(_demo.Site.Address!, "/accounts").AbsoluteUri);
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue();
        _demo.Site.Desk.Counts("iframe").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1, SmsSent: 1));
    }

    [Fact]
    public async Task The_third_wrong_code_ends_the_login()
    {
        (await ConfirmAsync(WrongCode)).GetProperty("notice").GetString().Should().Be("code-refused");
        (await ConfirmAsync(WrongCode)).GetProperty("notice").GetString().Should().Be("code-refused");

        (await ConfirmAsync(WrongCode)).GetProperty("next").GetString().Should().EndWith("/?notice=code-refused");

        (await ConfirmAsync(Code)).GetProperty("notice").GetString().Should().Be("session-ended");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();
    }

    [Fact]
    public async Task A_late_code_is_refused_and_a_new_one_works()
    {
        _demo.Clock.Advance(TimeSpan.FromSeconds(60));
        (await ConfirmAsync(Code)).GetProperty("notice").GetString().Should().Be("code-expired");

        (await _frame.AskAsync("/key/again", ("key", _key))).GetProperty("notice").GetString().Should().Be("code-sent");

        (await ConfirmAsync(Code)).GetProperty("next").GetString().Should().EndWith("/accounts");
    }

    [Fact]
    public async Task Without_the_key_of_a_login_even_the_right_code_opens_nothing()
    {
        var answer = await _frame.AskAsync("/key", ("key", "0123456789abcdef"), ("code", Code));

        answer.GetProperty("notice").GetString().Should().Be("session-ended");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();
    }

    [Theory]
    [InlineData("/login/key", "frame-src http://faronda-key.localhost:", "frame-ancestors 'none'")]
    [InlineData("/key", "frame-ancestors http://demo-bank.localhost:", "default-src 'self'")]
    [InlineData("/accounts", "frame-ancestors 'none'", "default-src 'self'")]
    public async Task Only_the_two_pages_of_the_frame_may_be_framed_or_show_one(string path, string allowed, string also)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));

        using var answer = await (path == "/key" ? _frame : _visitor).SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().Contain(allowed).And.Contain(also);
    }

    [Fact]
    public async Task Neither_the_code_nor_the_key_is_logged_or_kept()
    {
        await ConfirmAsync(WrongCode);
        var code = Code;
        await ConfirmAsync(code);

        await _demo.HasNoTraceOfAsync(_key, $"\"{code}\"");
        _demo.Log.Should().NotContain(line => line.Contains(code));
    }
}
