using System.Security.Claims;
using Bunit;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Sessions;
using Xunit;

namespace Reconbanker.Tests.Components.Sessions;

public sealed class AssistanceBannerTests
{
    private const string Banner = "[data-testid=assistance]";
    private const string More = ".assistance-more";

    [Fact]
    public async Task Of_all_that_wait_only_the_most_urgent_one_is_shown_until_the_others_are_asked_for()
    {
        await using var stage = await CoreStage.OpenAsync();
        var accounts = new List<Guid>();
        for (var minutes = 3; minutes > 0; minutes--)
        {
            accounts.Add(await AddWaitingAsync(stage, minutes));
        }

        await using var context = Context(stage);
        var shown = context.Render<AssistanceBanner>(p => p.Add(b => b.Path, "/accounts"));
        shown.WaitForAssertion(() => shown.FindAll(Banner).Should().ContainSingle());
        shown.Find(Banner + " a").GetAttribute("href").Should().Be($"/accounts/{accounts[2]}/live");
        shown.Find(More).TextContent.Trim().Should().Be("2 more wait for you");

        await shown.Find(More).ClickAsync();
        shown.FindAll(Banner).Should().HaveCount(3);
        await shown.Find(More).ClickAsync();
        shown.FindAll(Banner).Should().ContainSingle();

        shown.Render(p => p.Add(b => b.Path, $"/accounts/{accounts[2]}/live"));
        shown.Find(Banner + " a").GetAttribute("href").Should().Be($"/accounts/{accounts[1]}/live", "its own page says it already");
        shown.Find(More).TextContent.Trim().Should().Be("1 more waits for you");
    }

    private static BunitContext Context(CoreStage stage)
    {
        var context = new BunitContext();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices().AddLogging().AddSingleton<TimeProvider>(stage.Clock)
            .AddSingleton(stage.Get<IDbContextFactory<ReconbankerDb>>())
            .AddSingleton(stage.Get<ActivityFeed>());
        context.AddAuthorization().SetAuthorized("owner@example.com").SetClaims(new Claim(ClaimTypes.NameIdentifier, stage.OwnerId.ToString()));
        return context;
    }

    private static async Task<Guid> AddWaitingAsync(CoreStage stage, int minutes)
    {
        var account = await stage.AddAccountAsync();
        var run = await stage.AddRunAsync(account);
        await using var db = await stage.OpenDbAsync();
        db.AssistanceRequests.Add(new AssistanceRequest
        {
            AccountId = account,
            RunId = run,
            Kind = AssistanceKind.Captcha,
            OpenedAt = stage.Clock.GetUtcNow(),
            DeadlineAt = stage.Clock.GetUtcNow().AddMinutes(minutes),
        });
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        return account;
    }
}
