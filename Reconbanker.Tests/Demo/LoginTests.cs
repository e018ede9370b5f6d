using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class LoginTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;

    public async ValueTask InitializeAsync() => _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    [Fact]
    public async Task The_password_alone_lets_ana_in()
    {
        using var visitor = _demo.Visit();

        var page = await visitor.LogInAsync("ana");

        page.IsSignedIn().Should().BeTrue();
        page.QuerySelectorAll("[data-testid=account]").Select(a => a.GetAttribute("data-number"))
            .Should().Equal("001-204518-3", "001-204519-1");
        _demo.Site.Desk.Counts("ana").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));
    }

    [Theory]
    [InlineData("nobody", "open sesame")]
    [InlineData("wrong", "open sesame")]
    [InlineData("ana", "abc")]
    [InlineData("ana", "")]
    public async Task A_refused_login_says_so_and_opens_nothing(string userName, string password)
    {
        using var visitor = _demo.Visit();

        var page = await visitor.LogInAsync(userName, password);

        page.Alert().Should().Be("bad-credentials");
        (await visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();
    }

    [Fact]
    public async Task The_third_refused_password_locks_and_then_the_right_one_is_refused_too_until_a_reset()
    {
        using var visitor = _demo.Visit();
        (await visitor.LogInAsync("ana", "abc")).Alert().Should().Be("bad-credentials");
        (await visitor.LogInAsync("ANA ", "abc")).Alert().Should().Be("bad-credentials");
        (await visitor.LogInAsync("ana", "abc")).Alert().Should().Be("locked");

        (await visitor.LogInAsync("ana")).Alert().Should().Be("locked");
        await visitor.SubmitAsync("/demo/reset");

        (await visitor.LogInAsync("ana")).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task An_accepted_password_forgives_the_refused_ones()
    {
        using var visitor = _demo.Visit();
        await visitor.LogInAsync("ana", "abc");
        await visitor.LogInAsync("ana", "abc");
        await visitor.LogInAsync("ana");

        (await visitor.LogInAsync("ana", "abc")).Alert().Should().Be("bad-credentials");
    }

    [Fact]
    public async Task Whoever_is_signed_in_and_opens_the_bank_again_needs_no_second_login()
    {
        using var visitor = _demo.Visit();
        await visitor.LogInAsync("ana");

        (await visitor.OpenAsync("/")).IsSignedIn().Should().BeTrue();

        _demo.Site.Desk.Counts("ana").Attempts.Should().Be(1);
    }

    [Fact]
    public async Task Logging_out_ends_the_session()
    {
        using var visitor = _demo.Visit();
        await visitor.LogInAsync("ana");

        (await visitor.SubmitAsync("/logout")).Status().Should().Be("logged-out");

        (await visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();
    }

    [Fact]
    public async Task A_session_ends_after_ten_idle_minutes_and_says_so()
    {
        using var visitor = _demo.Visit();
        await visitor.LogInAsync("ana");
        for (var visit = 0; visit < 3; visit++)
        {
            _demo.Clock.Advance(TimeSpan.FromMinutes(9));
            (await visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue();
        }

        _demo.Clock.Advance(TimeSpan.FromMinutes(11));

        (await visitor.OpenAsync("/accounts")).Status().Should().Be("session-ended");
    }

    [Fact]
    public async Task Nobody_sees_the_accounts_of_somebody_else()
    {
        using var visitor = _demo.Visit();
        await visitor.LogInAsync("ana");

        var page = await visitor.OpenAsync("/accounts/002-731904-6");

        page.Find("movements").Should().BeNull();
    }
}
