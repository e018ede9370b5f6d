using Bunit;
using FluentAssertions;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Sessions;
using Xunit;

namespace Reconbanker.Tests.Components.Sessions;

public sealed class AssistanceBannerTests
{
    [Fact]
    public async Task The_most_urgent_stands_on_every_page_and_more_than_two_make_one_line()
    {
        await using var stage = await CoreStage.OpenAsync();
        await using var context = new ComponentContext(stage);
        var third = await AskAsync(stage, minutes: 5);
        var first = await AskAsync(stage, minutes: 3);
        var second = await AskAsync(stage, minutes: 4);

        Hrefs(context.Render<AssistanceBanner>(p => p.Add(b => b.Path, Live(third))), banners: 2).Should().Equal(Live(first), Live(second));
        var all = context.Render<AssistanceBanner>(p => p.Add(b => b.Path, "/"));

        Hrefs(all, banners: 3).Should().Equal(Live(first), Live(second), Live(third));
        all.FindAll(".assistance-more a").Select(a => a.GetAttribute("href")).Should().Equal(Live(second), Live(third));
        all.Find("summary").TextContent.Should().Be("2 more wait for you");
    }

    private static IEnumerable<string?> Hrefs(IRenderedComponent<AssistanceBanner> banner, int banners)
    {
        banner.WaitForAssertion(() => banner.FindAll("[data-testid=assistance]").Should().HaveCount(banners));
        return banner.FindAll("[data-testid=assistance] a").Select(a => a.GetAttribute("href"));
    }

    private static string Live(Guid account) => $"/accounts/{account}/live";

    private static async Task<Guid> AskAsync(CoreStage stage, int minutes)
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
