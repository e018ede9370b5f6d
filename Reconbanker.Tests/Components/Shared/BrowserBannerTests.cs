using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Browser;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Shared;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class BrowserBannerTests : ComponentContext
{
    private static readonly Chromium Chromium = new("/usr/bin/chromium", "Chromium 1.2.3.4", SandboxKind.AsOurselves, false);

    private readonly EmptyMachine _machine = new();

    public BrowserBannerTests()
    {
        Services.AddSingleton(_machine.Provider);
        Services.AddSingleton(_machine.Rig.Get<ActivityFeed>());
    }

    [Fact]
    public void Nothing_is_said_about_a_browser_that_works()
    {
        _machine.Provider.Enter(new ChromiumState.Ready(Chromium, null));

        var banner = Render<BrowserBanner>();

        banner.Markup.Trim().Should().BeEmpty();
    }

    [Fact]
    public void While_a_browser_is_looked_for_and_installed_the_banner_follows()
    {
        var banner = Render<BrowserBanner>();
        banner.Markup.Should().Contain(BrowserTexts.Searching);

        _machine.Provider.Enter(new ChromiumState.Installing("apt-get install chromium", "Unpacking chromium"));
        banner.WaitForAssertion(() => banner.Markup.Should().Contain("apt-get install chromium").And.Contain("Unpacking chromium"));

        _machine.Provider.Enter(new ChromiumState.Ready(Chromium, null));
        banner.WaitForAssertion(() => banner.Markup.Trim().Should().BeEmpty());
    }

    [Fact]
    public void A_missing_sandbox_is_said_for_as_long_as_it_is_missing()
    {
        _machine.Provider.Enter(new ChromiumState.Ready(Chromium with { Sandbox = SandboxKind.None }, "No sandbox here."));

        var banner = Render<BrowserBanner>();

        banner.Find(".browser-banner").TextContent.Should().Contain("No sandbox here.");
        banner.FindAll("button").Should().BeEmpty("it cannot be waved away");
    }

    [Fact]
    public void A_missing_browser_comes_with_the_command_that_helps_and_a_way_to_try_again()
    {
        _machine.Provider.Enter(new ChromiumState.Unavailable("No Chromium was found.", "sudo apt-get install -y chromium"));
        var banner = Render<BrowserBanner>();
        banner.Find("code").TextContent.Should().Be("sudo apt-get install -y chromium");
        _machine.AddProgram("chromium");

        banner.Find("button").Click();

        banner.WaitForAssertion(() => banner.Markup.Trim().Should().BeEmpty());
        _machine.Provider.State.Should().BeOfType<ChromiumState.Ready>();
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _machine.DisposeAsync();
    }
}
