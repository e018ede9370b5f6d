using System.Net;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.Faults;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The customers for whom the site does not behave, or attacks.</summary>
public sealed class TroubleTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(Token);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("open sesame")]
    [InlineData("a")]
    public async Task Locked_is_told_so_at_the_first_login_whatever_the_password(string password)
    {
        (await _visitor.LogInAsync("locked", password)).Alert().Should().Be("locked");

        _demo.Site.Desk.Counts("locked").PasswordsRefused.Should().Be(0);
        (await _visitor.OpenAsync("/demo")).QuerySelector("tr[data-user=locked] .locked").Should().NotBeNull();
    }

    [Fact]
    public async Task Expires_has_two_minutes_and_is_asked_half_a_minute_before()
    {
        var dialog = (await _visitor.LogInAsync("expires")).Find("more-time")!;
        dialog.GetAttribute("data-warn-after").Should().Be("90");
        dialog.HasAttribute("open").Should().BeFalse();
        dialog.QuerySelector("button")!.TextContent.Should().Be("Stay signed in");
        _demo.Clock.Advance(TimeSpan.FromSeconds(120));
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue();

        _demo.Clock.Advance(TimeSpan.FromSeconds(121));

        (await _visitor.OpenAsync("/accounts")).Status().Should().Be("session-ended");
    }

    [Fact]
    public async Task Nobody_else_is_asked_for_more_time()
    {
        (await _visitor.LogInAsync("ana")).Find("more-time").Should().BeNull();
    }

    [Fact]
    public async Task Slow_waits_two_to_four_seconds_for_each_page()
    {
        var login = _visitor.LogInAsync("slow");
        _demo.Clock.Advance(TimeSpan.FromSeconds(1.9));
        login.IsCompleted.Should().BeFalse();
        await _demo.PassTimeUntilAsync(login, TimeSpan.FromMilliseconds(100));

        var before = _demo.Clock.GetUtcNow();
        var movements = _visitor.OpenAsync("/accounts/005-200320-1");
        await _demo.PassTimeUntilAsync(movements, TimeSpan.FromMilliseconds(100));

        (await movements).Movements().Should().HaveCount(10);
        (_demo.Clock.GetUtcNow() - before).Should().BeGreaterThan(TimeSpan.FromSeconds(4), "three seconds, and then in four pieces");
    }

    [Fact]
    public async Task Flaky_loses_the_first_time_of_each_page_but_never_the_login()
    {
        await _visitor.LogInWithoutFollowingAsync("flaky");
        _demo.Site.Desk.Counts("flaky").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));

        foreach (var path in new[] { "/accounts", "/accounts/005-300430-5", "/accounts/005-300430-5?page=2" })
        {
            (await LossesAsync(path)).Should().BeInRange(1, 2, "what is lost on a connection that was used before does not count yet");
            (await LossesAsync(path)).Should().Be(0);
        }
    }

    [Fact]
    public async Task Maintenance_begins_after_the_password()
    {
        (await _visitor.LogInAsync("maintenance")).Find("maintenance").Should().NotBeNull();

        using var answer = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri("/accounts", UriKind.Relative)));
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await _visitor.SubmitAsync("/logout")).Status().Should().Be("logged-out");
    }

    [Fact]
    public async Task Changed_sees_the_accounts_as_ever_and_the_movements_as_cards()
    {
        (await _visitor.LogInAsync("changed")).Find("account").Should().NotBeNull();

        var page = await _visitor.OpenAsync("/accounts/005-500650-3");

        page.IsSignedIn().Should().BeTrue();
        page.QuerySelectorAll("table, [data-testid=account-number], [data-testid=no-movements]").Should().BeEmpty();
        page.QuerySelectorAll("article").Should().HaveCount(10);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("loopback")]
    [InlineData("dialogs")]
    [InlineData("memory")]
    public async Task Hostile_is_met_as_the_switch_says(string mode)
    {
        await _demo.SwitchAsync(new { hostile = mode, hostilePort = 4711 });

        var page = await _visitor.LogInAsync("hostile");

        page.Body!.GetAttribute("data-mode").Should().Be(mode);
        page.Body.GetAttribute("data-port").Should().Be("4711");
        page.IsSignedIn().Should().BeFalse();
    }

    [Theory]
    [InlineData("loopback", "http://127.0.0.1:4711/redirected")]
    [InlineData("lan", "http://192.168.0.1/")]
    [InlineData("metadata", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("file", "file:///etc/passwd")]
    public async Task Hostile_redirects_out_of_the_site(string to, string target)
    {
        await _demo.SwitchAsync(new { hostilePort = 4711 });
        await _visitor.LogInAsync("hostile");

        (await _visitor.RedirectOfAsync($"/hostile/away/{to}")).Should().Be(target);
    }

    [Fact]
    public async Task A_huge_page_goes_on_until_the_reader_has_had_enough()
    {
        await _demo.SwitchAsync(new { hostile = HostileMode.Huge });
        await _visitor.LogInWithoutFollowingAsync("hostile");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/accounts", UriKind.Relative));
        using (var answer = await _visitor.SendAsync(request))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync(Token);
            var buffer = new byte[16 * 1024];
            for (long read = 0; read < 2_000_000;)
            {
                var reading = stream.ReadAsync(buffer, Token).AsTask();
                await _demo.PassTimeUntilAsync(reading, TimeSpan.FromSeconds(1));
                read += await reading;
            }
        }

        await _demo.StopAsync(Token).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Token);
        _demo.Log.Should().NotContain(line => line.StartsWith("Error"));
    }

    [Fact]
    public async Task Nobody_else_meets_what_the_hostile_site_serves()
    {
        await _visitor.LogInAsync("ana");

        (await _visitor.RedirectOfAsync("/hostile/away/loopback")).Should().Be("/accounts");
    }

    /// <summary>How often a page has to be asked for in vain.</summary>
    private async Task<int> LossesAsync(string path)
    {
        for (var losses = 0; ; losses++)
        {
            try
            {
                (await _visitor.OpenAsync(path)).IsSignedIn().Should().BeTrue();
                return losses;
            }
            catch (HttpRequestException)
            {
                losses.Should().BeLessThan(5);
            }
        }
    }
}
