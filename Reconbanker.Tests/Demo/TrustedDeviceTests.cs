using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class TrustedDeviceTests : IAsyncLifetime
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

    private async Task PassAsync(bool remember)
    {
        var page = await _visitor.LogInAsync("trusted");
        page.QuerySelector("#remember").Should().NotBeNull();
        var code = ("code", _demo.Site.Phone.LatestCode("trusted")!);
        page = remember
            ? await _visitor.SubmitAsync("/login/device", code, ("remember", "yes"))
            : await _visitor.SubmitAsync("/login/device", code);
        page.IsSignedIn().Should().BeTrue();
        await _visitor.SubmitAsync("/logout");
    }

    [Fact]
    public async Task A_remembered_browser_needs_no_code_for_a_week()
    {
        await PassAsync(remember: true);
        _demo.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));

        (await _visitor.LogInAsync("trusted")).IsSignedIn().Should().BeTrue();

        _demo.Site.Desk.Counts("trusted").SmsSent.Should().Be(1);
        await _visitor.SubmitAsync("/logout");
        _demo.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _visitor.LogInAsync("trusted")).Step().Should().Be("sms");
    }

    [Fact]
    public async Task A_browser_that_was_not_to_be_remembered_is_not()
    {
        await PassAsync(remember: false);

        (await _visitor.LogInAsync("trusted")).Step().Should().Be("sms");
    }

    [Fact]
    public async Task Another_browser_is_asked_although_one_is_remembered()
    {
        await PassAsync(remember: true);
        using var other = _demo.Visit();

        (await other.LogInAsync("trusted")).Step().Should().Be("sms");
    }

    [Fact]
    public async Task A_reset_forgets_every_browser()
    {
        await PassAsync(remember: true);
        await _visitor.SubmitAsync("/demo/reset");

        (await _visitor.LogInAsync("trusted")).Step().Should().Be("sms");
    }

    [Fact]
    public async Task A_wrong_code_remembers_nothing()
    {
        await _visitor.LogInAsync("trusted");
        var wrong = _demo.Site.Phone.LatestCode("trusted") == "000000" ? "000001" : "000000";
        await _visitor.SubmitAsync("/login/device", ("code", wrong), ("remember", "yes"));

        (await _visitor.LogInAsync("trusted")).Step().Should().Be("sms");
    }
}
