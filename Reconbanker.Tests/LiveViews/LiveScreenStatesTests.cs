using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.LiveViews;
using Reconbanker.Web.Realtime;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveScreenStatesTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task The_bar_says_who_is_in_control_and_offers_what_one_may_do()
    {
        await using var context = NewContext();
        await using var view = await LiveView.OpenAsync(
            await browser.OpenAsync("<h1>Bank</h1>"), TimeProvider.System, Xunit.TestContext.Current.CancellationToken);
        var screen = Render(context, view);
        string State() => screen.Find(".state").TextContent.Trim();
        string[] Buttons() => [.. screen.FindAll("button.control").Select(button => button.TextContent.Trim())];

        State().Should().Be(LiveScreenTexts.Watching);
        Buttons().Should().BeEmpty();

        view.AcceptsInput = true;
        screen.WaitForAssertion(() => State().Should().Be(LiveScreenTexts.Free));
        Buttons().Should().Equal(LiveScreenTexts.Take);

        await screen.Find("button.control").ClickAsync();
        screen.WaitForAssertion(() => State().Should().Be(LiveScreenTexts.InControl));
        Buttons().Should().Equal(LiveScreenTexts.HandBack);

        await screen.Find("button.control").ClickAsync();
        view.Join(Guid.NewGuid(), "Ben").TakeControl();
        screen.WaitForAssertion(() => State().Should().Be("Ben is in control"));
        Buttons().Should().BeEmpty();
        screen.Find(".viewers").TextContent.Should().Contain("2 windows are watching");
    }

    [Fact]
    public async Task Whoever_loses_control_reads_why_and_what_to_do()
    {
        var clock = new FakeTimeProvider();
        await using var context = NewContext();
        await using var view = await LiveView.OpenAsync(
            await browser.OpenAsync("<h1>Bank</h1>"), clock, Xunit.TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        var ben = view.Join(Guid.NewGuid(), "Ben");
        var screen = Render(context, view);
        string Said(string id) => screen.Find($"[data-testid={id}]").TextContent;

        // A minute of silence.
        await screen.Find("button.control").ClickAsync();
        clock.Advance(TimeSpan.FromSeconds(61));
        screen.WaitForAssertion(() => Said("control-silent").Should().Contain("after a minute without a click or a key"));

        // Somebody asked, and was not answered.
        await screen.Find("button.control").ClickAsync();
        screen.FindAll("[data-testid=control-silent]").Should().BeEmpty();
        ben.AskForControl().Should().BeTrue();
        clock.Advance(TimeSpan.FromSeconds(16));
        screen.WaitForAssertion(() => Said("control-taken").Should().Contain("Control has gone to Ben"));

        // Handed back by oneself there is nothing to explain.
        ben.HandBack();
        screen.WaitForAssertion(() => screen.FindAll(".people").Should().BeEmpty());
    }

    private static ComponentContext NewContext()
    {
        var context = new ComponentContext();
        context.Services.AddSingleton(TimeProvider.System).AddScoped<CircuitLink>().AddSingleton<ExpectedViewers>();
        context.AddScript("./Components/Sessions/LiveScreen.razor.js", "open");
        return context;
    }

    private static IRenderedComponent<LiveScreen> Render(ComponentContext context, LiveView view) => context.Render<LiveScreen>(
        p => p.Add(s => s.View, view).Add(s => s.UserId, Guid.NewGuid()).Add(s => s.UserName, "Anna"));
}
