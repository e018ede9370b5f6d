using AngleSharp.Dom;
using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>A session that is open elsewhere, and a password that has expired.</summary>
public sealed class OneSessionTests : IAsyncLifetime
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

    private Task<IDocument> ChangeAsync(string old, string chosen, string repeated) =>
        _visitor.SubmitAsync("/login/password", ("old", old), ("new", chosen), ("repeated", repeated));

    [Fact]
    public async Task Whoever_continues_here_is_signed_in()
    {
        var page = await _visitor.LogInAsync("elsewhere");
        page.Step().Should().Be("elsewhere");
        page.Find("other-browser")!.TextContent.Should().Be("Firefox on Windows");
        page.Find("other-since")!.TextContent.Should().Be("11:23:00");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();

        (await _visitor.SubmitAsync("/login/elsewhere")).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task Whoever_cancels_is_not()
    {
        await _visitor.LogInAsync("elsewhere");

        var page = await _visitor.SubmitAsync("/login/elsewhere/cancel");

        page.Status().Should().Be("login-cancelled");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();
    }

    [Fact]
    public async Task Continuing_here_ends_the_session_that_is_really_open_elsewhere()
    {
        using var other = _demo.Visit();
        await other.LogInAsync("elsewhere");
        await other.SubmitAsync("/login/elsewhere");
        _demo.Clock.Advance(TimeSpan.FromMinutes(5));

        var page = await _visitor.LogInAsync("elsewhere");
        page.Find("other-since")!.TextContent.Should().Be("12:00:00");
        (await other.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue("nobody has continued here yet");
        await _visitor.SubmitAsync("/login/elsewhere");

        (await other.OpenAsync("/accounts")).Status().Should().Be("session-ended");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task An_expired_password_is_changed_once_and_then_good_until_a_reset()
    {
        (await _visitor.LogInAsync("mustchange")).Step().Should().Be("mustchange");
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse();

        (await ChangeAsync("open sesame", "close sesame", "close sesame")).IsSignedIn().Should().BeTrue();

        _demo.Site.Desk.Counts("mustchange").PasswordsChanged.Should().Be(1);
        (await _visitor.LogInAsync("mustchange", "close sesame")).IsSignedIn().Should().BeTrue();
        await _visitor.SubmitAsync("/demo/reset");
        (await _visitor.LogInAsync("mustchange")).Step().Should().Be("mustchange");
        await _demo.HasNoTraceOfAsync("sesame");
    }

    [Theory]
    [InlineData("abc", "new sesame", "new sesame", "old-password-refused")]
    [InlineData("old sesame", "abc", "abc", "new-password-refused")]
    [InlineData("old sesame", "old sesame", "old sesame", "new-password-refused")]
    [InlineData("old sesame", "new sesame", "now sesame", "passwords-differ")]
    public async Task A_new_password_that_will_not_do_is_refused_and_says_why(string old, string chosen, string repeated, string reason)
    {
        await _visitor.LogInAsync("mustchange");

        var page = await ChangeAsync(old, chosen, repeated);

        (page.Step(), page.Alert()).Should().Be(("mustchange", reason));
        _demo.Site.Desk.Counts("mustchange").PasswordsChanged.Should().Be(0);
    }
}
