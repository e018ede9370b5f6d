using AngleSharp.Dom;
using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Tests.Payments;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Polls;
using Reconbanker.Web.Demo;
using Xunit;

namespace Reconbanker.Tests.Components.Polls;

public sealed class EndpointFormTests
{
    private static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_is_tested_before_anything_is_saved_and_what_was_understood_is_shown()
    {
        await using var stage = await PaymentStage.OpenAsync();
        var saved = await stage.AccountAsync();
        await using var page = NewPage(stage);
        var form = await RenderAsync(page, stage);
        stage.List(PaymentStage.Row("o-1", "12.50", name: "Bruno Díaz", reference: "R-7"), PaymentStage.Row("o-2", "-3"));

        Button(form, PollTexts.Test).Click();

        var preview = form.WaitForElement("[data-testid=preview]");
        preview.TextContent.Should().Contain("1 payment understood, 1 rejected").And.Contain("Nothing was saved.")
            .And.Contain("o-1").And.Contain("Bruno Díaz").And.Contain("R-7");
        form.Find("[data-testid=rejections]").TextContent.Should().Contain("o-2").And.Contain("the amount is not above zero");
        stage.Endpoint.Caught.Should().ContainSingle().Which.Headers["Authorization"].Should().Be($"Bearer {PaymentStage.Token}", "the saved one is used");
        (await stage.AccountAsync()).Should().BeEquivalentTo(saved);
        (await stage.PaymentsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_an_endpoint_is_refused_by_name_and_neither_asked_nor_saved()
    {
        await using var stage = await PaymentStage.OpenAsync();
        var saved = await stage.AccountAsync();
        await using var page = NewPage(stage);
        var form = await RenderAsync(page, stage);
        form.Find("input[type=url]").Input("shop.example/payments");

        Button(form, PollTexts.Test).Click();
        form.WaitForAssertion(() => form.Markup.Should().Contain(Reconbanker.Web.Components.Accounts.AccountTexts.Problem_PaymentsUrlNotAbsolute));
        form.Find("input[type=url]").Input("");
        form.Find("form").Submit();

        form.WaitForAssertion(() => form.Markup.Should().Contain(Reconbanker.Web.Components.Accounts.AccountTexts.Problem_PaymentsUrlMissing));
        stage.Endpoint.Caught.Should().BeEmpty();
        (await stage.AccountAsync()).Should().BeEquivalentTo(saved);
    }

    [Fact]
    public async Task What_is_saved_is_told_on_and_the_token_is_never_shown_again()
    {
        await using var stage = await PaymentStage.OpenAsync();
        await using var page = NewPage(stage);
        var told = 0;
        var form = await RenderAsync(page, stage, saved: () => told++);
        form.Find("input[type=url]").Input(stage.Endpoint.Url("/another").ToString());
        form.Find("input[type=password]").Input("a-new-token");

        form.Find("form").Submit();

        form.WaitForAssertion(() => told.Should().Be(1));
        form.Markup.Should().NotContain("a-new-token").And.NotContain(PaymentStage.Token);
        stage.List();
        (await stage.PollAsync()).Outcome.Should().Be(PollOutcome.Complete);
        stage.Endpoint.Caught.Should().ContainSingle().Which.Should().Match<CaughtWebhook>(
            asked => asked.Path == "/another" && asked.Headers["Authorization"] == "Bearer a-new-token");
    }

    private static ComponentContext NewPage(PaymentStage stage)
    {
        var page = new ComponentContext();
        page.Services.AddSingleton(stage.Settings).AddSingleton(new DemoSite(new DataFolder(Path.GetTempPath()), TimeProvider.System));
        page.Render<MudPopoverProvider>();
        return page;
    }

    private static async Task<IRenderedComponent<EndpointForm>> RenderAsync(ComponentContext page, PaymentStage stage, Action? saved = null)
    {
        await using var db = await stage.OpenDbAsync();
        var details = await PaymentsDetails.ReadAsync(db, stage.Settings, stage.OwnerId, stage.AccountId, Cancelled);
        return page.Render<EndpointForm>(parameters => parameters
            .Add(f => f.OwnerId, stage.OwnerId).Add(f => f.AccountId, stage.AccountId).Add(f => f.Details, details!)
            .Add(f => f.Saved, () => saved?.Invoke()));
    }

    private static IElement Button(IRenderedComponent<EndpointForm> form, string text) =>
        form.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
