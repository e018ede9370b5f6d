using System.Net;
using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class PanelTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    [Fact]
    public async Task A_transfer_that_was_sent_is_on_the_account_at_once()
    {
        await _visitor.LogInAsync("ana");

        var panel = await SendAsync(amount: "1234567.89", state: "pending");

        panel.QuerySelector("[role=status]")!.TextContent.Should().Be("TRF-00052001 is on the account.");
        var page = await _visitor.OpenAsync("/accounts/001-204519-1");
        page.Movements()[0].Should().Equal("10/03/2026", "TRF-00052001", "Order 2051", "Inés Quintana", "1.234.567,89", "UYU", "Pending", "");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1.005")]
    [InlineData("1,50")]
    [InlineData("much")]
    [InlineData("")]
    public async Task A_transfer_without_a_proper_amount_is_not_sent(string amount)
    {
        var panel = await SendAsync(amount: amount);

        panel.QuerySelector("[role=alert]").Should().NotBeNull();
        _demo.Site.Ledger.Accounts.Should().OnlyContain(a => _demo.Site.Ledger.Received(a).IsEmpty);
    }

    [Fact]
    public async Task A_name_made_of_markup_is_shown_as_text()
    {
        const string Hostile = """<img src=x onerror="alert(1)"></td><script>alert('2')</script>&amp;""";
        await _visitor.LogInAsync("ana");

        await SendAsync(payer: Hostile);

        var page = await _visitor.OpenAsync("/accounts/001-204519-1");
        page.Movements()[0][3].Should().Be(Hostile);
        page.QuerySelectorAll("img[onerror], script:not([src])").Should().BeEmpty();
    }

    [Fact]
    public async Task A_notice_that_nobody_wrote_shows_nothing()
    {
        var page = await _visitor.OpenAsync("/?notice=%3Cscript%3Ealert(1)%3C/script%3E");

        page.QuerySelectorAll("[role=alert], [role=status], script:not([src])").Should().BeEmpty();
    }

    [Fact]
    public async Task The_panel_says_what_the_bank_has_counted_and_who_is_locked()
    {
        await _visitor.LogInAsync("ana");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _visitor.LogInAsync("wrong");
        }

        var panel = await _visitor.OpenAsync("/demo");

        panel.QuerySelectorAll("tr[data-user=ana] .count").Select(c => c.TextContent).Should().Equal("1", "0", "0");
        panel.QuerySelector("tr[data-user=wrong] .locked").Should().NotBeNull();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    public async Task Only_the_demos_own_pages_may_post(string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/demo/reset", UriKind.Relative));
        request.Headers.Add(header, value);

        using var answer = await _visitor.SendAsync(request);

        answer.StatusCode.Should().Be(expected);
    }

    private Task<AngleSharp.Dom.IDocument> SendAsync(string amount = "10", string payer = "Inés Quintana", string state = "booked") =>
        _visitor.SubmitAsync(
            "/demo/transfers",
            ("account", "001-204519-1"), ("payer", payer), ("amount", amount), ("text", "Order 2051"), ("state", state));
}
