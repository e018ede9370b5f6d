using Bunit;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Sharing;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class SharingFormTests
{
    [Fact]
    public async Task The_owner_adds_a_person_and_changes_each_right_on_its_own()
    {
        await using var stage = await CoreStage.OpenAsync();
        var account = await stage.AddAccountAsync();
        var ben = await AddUserAsync(stage, "ben@example.com");
        await using var context = new ComponentContext(stage);
        context.Services.AddSingleton(stage.Get<Sharing>());
        context.Render<MudPopoverProvider>();
        var form = context.Render<SharingForm>(p => p.Add(f => f.AccountId, account));
        form.WaitForAssertion(() => form.Markup.Should().Contain(SharingTexts.Nobody));

        await form.Find("input[type=email]").InputAsync("no address");
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => form.Markup.Should().Contain(SharingTexts.Problem_NotAnEmail));
        await form.Find("input[type=email]").InputAsync("ben@example.com");
        await form.Find("form").SubmitAsync();
        form.WaitForAssertion(() => form.Find("[data-testid=sharing]").TextContent.Should().Contain("ben@example.com"));
        (await RightsAsync(stage, ben)).Should().Be(new ViewRights(Watch: true, Control: false, GiveCode: true));

        await form.FindAll("[data-testid=sharing] input[type=checkbox]")[1].ChangeAsync(true);
        form.WaitForAssertion(() => form.FindAll("[data-testid=sharing] input[type=checkbox]")[1].HasAttribute("checked").Should().BeTrue());
        (await RightsAsync(stage, ben)).Should().Be(ViewRights.All);
        await form.FindAll("[data-testid=sharing] input[type=checkbox]")[0].ChangeAsync(false);
        form.WaitForAssertion(() => form.FindAll("[data-testid=sharing] input[type=checkbox]")[1].HasAttribute("checked").Should().BeFalse());
        (await RightsAsync(stage, ben)).Should().Be(new ViewRights(Watch: false, Control: false, GiveCode: true), "nobody acts in what they do not see");
    }

    private static async Task<Guid> AddUserAsync(CoreStage stage, string email)
    {
        var user = stage.Get<Passwords>().NewUser(email, RunningApp.Password);
        await using var db = await stage.OpenDbAsync();
        db.Users.Add(user);
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        return user.Id;
    }

    private static async Task<ViewRights> RightsAsync(CoreStage stage, Guid userId)
    {
        await using var db = await stage.OpenDbAsync();
        return (await db.AccountShares.AsNoTracking().SingleAsync(s => s.UserId == userId, Xunit.TestContext.Current.CancellationToken)).Rights;
    }
}
