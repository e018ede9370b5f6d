using AngleSharp.Dom;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class PushTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;
    private Visitor _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _visitor = _demo.Visit();
        _phone = _demo.Visit();
        (await _visitor.LogInAsync("push")).Step().Should().Be("push");
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    /// <summary>Presses a button of the newest request on the phone; false when it has none.</summary>
    private async Task<bool> PressAsync(string button)
    {
        var phone = await _phone.OpenAsync("/phone");
        if (phone.Find("approval")!.QuerySelector($"[data-testid={button}]") is not { } found)
        {
            return false;
        }

        await _phone.SubmitAsync(found.Closest("form")!.GetAttribute("action")!);
        return true;
    }

    /// <summary>What the page does once the bank says that it need not wait any longer.</summary>
    private Task<IDocument> GoOnAsync() => _visitor.SubmitAsync("/login/approval");

    private async Task<string> StateAsync() => (await _visitor.OpenAsync("/login/approval/state")).Body!.TextContent;

    [Fact]
    public async Task An_approval_on_the_phone_completes_the_login()
    {
        (await StateAsync()).Should().Be("""{"isWaiting":true,"secondsLeft":120}""");
        (await GoOnAsync()).Step().Should().Be("push", "nothing was approved yet");

        (await PressAsync("approve")).Should().BeTrue();

        (await StateAsync()).Should().Contain("\"isWaiting\":false");
        (await GoOnAsync()).IsSignedIn().Should().BeTrue();
        _demo.Site.Desk.Counts("push").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1, PushesSent: 1));
    }

    [Fact]
    public async Task The_phone_says_what_is_approved()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/login", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent([new("username", "push"), new("password", "open sesame")]),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36");
        using var answer = await _visitor.SendAsync(request);

        var approval = (await _phone.OpenAsync("/phone")).Find("approval")!;

        approval.TextContent.Should().Contain("Chrome on Windows").And.Contain("12:00:00").And.Contain("no money moves");
    }

    [Fact]
    public async Task A_login_rejected_on_the_phone_ends()
    {
        await PressAsync("reject");

        var page = await GoOnAsync();

        page.Alert().Should().Be("approval-refused");
        page.Find("login-form").Should().NotBeNull();
        (await _visitor.OpenAsync("/login/approval")).Step().Should().BeNull();
        _demo.Site.Desk.Counts("push").AnswersRefused.Should().Be(1);
    }

    [Fact]
    public async Task A_request_can_be_approved_for_two_minutes_and_sent_again_after_that()
    {
        _demo.Clock.Advance(TimeSpan.FromSeconds(120));
        (await PressAsync("approve")).Should().BeFalse("its buttons are gone");

        var expired = await GoOnAsync();
        (expired.Step(), expired.Alert()).Should().Be(("push", "approval-expired"));
        expired.Find("push-form").Should().BeNull("there is nothing to wait for");

        (await _visitor.SubmitAsync("/login/approval/again")).Status().Should().Be("approval-sent");
        await PressAsync("approve");
        (await GoOnAsync()).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task A_button_pressed_too_late_approves_nothing()
    {
        var approve = (await _phone.OpenAsync("/phone")).Find("approve")!.Closest("form")!.GetAttribute("action")!;
        _demo.Clock.Advance(TimeSpan.FromSeconds(120));

        await _phone.SubmitAsync(approve);

        (await GoOnAsync()).Alert().Should().Be("approval-expired");
    }

    [Fact]
    public async Task A_second_request_voids_the_first()
    {
        var first = (await _phone.OpenAsync("/phone")).Find("approve")!.Closest("form")!.GetAttribute("action")!;
        await _visitor.SubmitAsync("/login/approval/again");

        await _phone.SubmitAsync(first);

        (await StateAsync()).Should().Contain("\"isWaiting\":true");
        (await _phone.OpenAsync("/phone")).QuerySelectorAll("[data-testid=approval]").Select(a => a.GetAttribute("data-state"))
            .Should().Equal("waiting", "replaced");
    }

    [Fact]
    public async Task A_second_login_voids_the_request_of_the_first()
    {
        using var other = _demo.Visit();
        await other.LogInAsync("push");

        await PressAsync("approve");

        (await GoOnAsync()).Alert().Should().Be("approval-expired");
        (await other.SubmitAsync("/login/approval")).IsSignedIn().Should().BeTrue();
    }
}
