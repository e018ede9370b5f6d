using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Reconbanker.Core.LiveViews;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.Realtime;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class LiveScreenStatesTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Fact]
    public async Task The_bar_says_who_is_in_control_and_offers_what_one_may_do()
    {
        await using var context = new BunitContext();
        context.Services.AddMudServices().AddSingleton(TimeProvider.System).AddScoped<CircuitLink>();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        var module = context.JSInterop.SetupModule("./Components/Sessions/LiveScreen.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule("open", _ => true).Mode = JSRuntimeMode.Loose;
        await using var view = await LiveView.OpenAsync(
            await browser.OpenAsync("<h1>Bank</h1>"), TimeProvider.System, Xunit.TestContext.Current.CancellationToken);
        var screen = context.Render<LiveScreen>(
            p => p.Add(s => s.View, view).Add(s => s.UserId, Guid.NewGuid()).Add(s => s.UserName, "Anna"));
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
}
