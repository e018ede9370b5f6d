using System.Net;
using System.Text.Json;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.Faults;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class FaultTests : IAsyncLifetime
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

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_read_can_be_posted_back_and_a_reset_switches_everything_off()
    {
        var (_, quiet) = await _visitor.JsonAsync(HttpMethod.Get, "/demo/faults");
        await _demo.SwitchAsync(new { maintenance = true, delayMs = 1_500, delayFor = "ana", hostile = "popups", shopAnswer = "429", shopTimes = 3 });
        var (_, loud) = await _visitor.JsonAsync(HttpMethod.Get, "/demo/faults");

        var (status, again) = await _visitor.JsonAsync(HttpMethod.Post, "/demo/faults", loud);
        await _visitor.SubmitAsync("/demo/reset");

        status.Should().Be(HttpStatusCode.OK);
        again.Should().Be(loud).And.NotBe(quiet).And.Contain("\"delayMs\":1500");
        (await _visitor.JsonAsync(HttpMethod.Get, "/demo/faults")).Body.Should().Be(quiet);
    }

    [Fact]
    public async Task Only_the_switches_that_are_named_are_moved()
    {
        await _demo.SwitchAsync(new { redesign = true });

        await _visitor.SubmitAsync("/demo/faults", ("dropEvery", "7"));

        _demo.Site.Faults.Settings.Should().Be(new FaultSettings { Redesign = true, DropEvery = 7 });
    }

    [Theory]
    [InlineData("""{"mantenance": true}""", "mantenance", "maintenance")]
    [InlineData("""{"maintenance": 1}""", "maintenance", "true or false")]
    [InlineData("""{"delayMs": 60001}""", "delayMs", "0 to 60000")]
    [InlineData("""{"delayMs": -1}""", "delayMs", "0 to 60000")]
    [InlineData("""{"delayFor": "nobody"}""", "delayFor", "everyone, ana")]
    [InlineData("""{"hostile": "rude"}""", "hostile", "loopback")]
    [InlineData("""{"shopAnswer": "418"}""", "shopAnswer", "ok, slow, 500, 429, closed")]
    [InlineData("""{"idleSeconds": 10, "warningSeconds": 10}""", "warningSeconds", "less than 10")]
    [InlineData("""["maintenance"]""", "body", "JSON object")]
    [InlineData("maintenance", "body", "JSON object")]
    public async Task What_makes_no_sense_is_refused_with_the_field_and_what_it_takes_and_moves_nothing(string json, string field, string allowed)
    {
        var (status, body) = await _visitor.JsonAsync(HttpMethod.Post, "/demo/faults", json);

        status.Should().Be(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(body);
        problem.RootElement.GetProperty("field").GetString().Should().Be(field);
        problem.RootElement.GetProperty("message").GetString().Should().Contain(allowed);
        _demo.Site.Faults.Settings.Should().Be(new FaultSettings());
    }

    [Fact]
    public async Task The_panel_documents_every_switch_and_says_which_are_on()
    {
        await _demo.SwitchAsync(new { delayMs = 900 });

        var panel = await _visitor.OpenAsync("/demo");

        panel.QuerySelectorAll("form.faults [name]").Select(e => e.GetAttribute("name")).Should().Equal(_demo.Site.Faults.Fields.Select(f => f.Name));
        panel.Find("faults-now")!.TextContent.Should().Contain("delayMs").And.Contain("900").And.NotContain("redesign");
        panel.QuerySelector("input[name=delayMs]")!.GetAttribute("value").Should().Be("900");
    }

    [Fact]
    public async Task A_person_who_asks_for_nonsense_on_the_panel_gets_the_panel_and_why()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/demo/faults", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("idleSeconds", "5"), KeyValuePair.Create("warningSeconds", "9")]),
        };
        request.Headers.Add("Accept", "text/html");

        using var answer = await _visitor.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Token)).Should().Contain("warningSeconds must be less than 5").And.Contain("</html>");
    }

    [Fact]
    public async Task Maintenance_closes_the_bank_and_nothing_else()
    {
        await _demo.SwitchAsync(new { maintenance = true });

        foreach (var path in new[] { "/", "/accounts", "/nowhere" })
        {
            using var answer = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));
            answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        }

        (await _visitor.LogInAsync("ana")).Find("maintenance").Should().NotBeNull();
        _demo.Site.Desk.Counts("ana").Attempts.Should().Be(0);
        (await _visitor.OpenAsync("/phone")).Find("maintenance").Should().BeNull();
        (await _visitor.OpenAsync("/demo")).Find("faults-now").Should().NotBeNull();
    }

    [Fact]
    public async Task A_delay_is_for_whom_it_is_said_to_be()
    {
        await _demo.SwitchAsync(new { delayMs = 5_000, delayFor = "ana" });
        (await _visitor.LogInAsync("wrong")).Alert().Should().Be("bad-credentials");

        var slow = _visitor.LogInAsync("ana");
        await _demo.PassTimeUntilAsync(slow, TimeSpan.FromSeconds(1));

        (await slow).IsSignedIn().Should().BeTrue();
        _demo.Clock.GetUtcNow().Should().BeOnOrAfter(RunningDemo.Start + TimeSpan.FromSeconds(10), "the login and the accounts each took five seconds");
    }

    [Fact]
    public async Task Every_nth_connection_is_dropped()
    {
        await _demo.SwitchAsync(new { dropEvery = 3 });

        var outcomes = new List<bool>();
        for (var i = 0; i < 6; i++)
        {
            outcomes.Add(await _demo.IsAnsweredAsync("/"));
        }

        outcomes.Should().Equal(true, true, false, true, true, false);
    }

    [Fact]
    public async Task The_answer_of_the_next_login_is_cut_off_after_the_bank_took_it()
    {
        await _demo.SwitchAsync(new { dropNextLogin = true });

        var login = () => _visitor.LogInAsync("ana");

        await login.Should().ThrowAsync<HttpRequestException>();
        _demo.Site.Desk.Counts("ana").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse("the cookie was in the answer");
        _demo.Site.Faults.Settings.DropNextLogin.Should().BeFalse();
        (await _visitor.LogInAsync("ana")).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task Sessions_last_as_long_as_the_switch_says_and_pages_warn_before()
    {
        await _demo.SwitchAsync(new { idleSeconds = 20, warningSeconds = 15 });
        var page = await _visitor.LogInAsync("ana");
        page.Find("more-time")!.GetAttribute("data-warn-after").Should().Be("15");
        _demo.Clock.Advance(TimeSpan.FromSeconds(19));
        await _visitor.SubmitAsync("/session/more-time");
        _demo.Clock.Advance(TimeSpan.FromSeconds(19));
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue();

        _demo.Clock.Advance(TimeSpan.FromSeconds(21));

        (await _visitor.OpenAsync("/accounts")).Status().Should().Be("session-ended");
    }

    [Fact]
    public async Task A_redesign_is_for_everyone()
    {
        await _demo.SwitchAsync(new { redesign = true });
        await _visitor.LogInAsync("ana");

        var page = await _visitor.OpenAsync("/accounts/001-204518-3");

        page.IsSignedIn().Should().BeTrue();
        page.QuerySelectorAll("table, [data-testid=account-number], nav.pages").Should().BeEmpty();
        page.Body!.TextContent.Should().Contain("Julián Núñez Etcheverry");
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"delayMs\"\r\n\r\n5")]
    public async Task A_form_that_cannot_be_read_is_refused(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var client = new HttpClient();

        using var answer = await client.PostAsync(new UriBuilder(_demo.Site.Address!) { Host = "127.0.0.1", Path = "/demo/faults" }.Uri, content, Token);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }
}
