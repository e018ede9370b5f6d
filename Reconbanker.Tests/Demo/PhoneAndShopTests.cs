using System.Text;
using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class PhoneAndShopTests : IAsyncLifetime
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

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_phone_shows_the_newest_code_first()
    {
        await _visitor.LogInAsync("sms");
        var first = _demo.Site.Phone.LatestCode("sms");
        await _visitor.SubmitAsync("/login/code/again");
        var second = _demo.Site.Phone.LatestCode("sms");

        var phone = await _visitor.OpenAsync("/phone");

        phone.QuerySelectorAll("[data-testid=sms-code]").Select(c => c.TextContent).Should().Equal(second, first);
        phone.QuerySelector("button[data-copy]")!.GetAttribute("data-copy").Should().Be(second);
    }

    [Fact]
    public async Task An_open_phone_is_told_that_an_sms_arrived()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/phone/changes", UriKind.Relative));
        using var answer = await _visitor.SendAsync(request);
        using var stream = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        (await stream.ReadLineAsync(Token)).Should().Be("data: changed");
        (await stream.ReadLineAsync(Token)).Should().BeEmpty();

        using var other = _demo.Visit();
        await other.LogInAsync("sms");

        (await stream.ReadLineAsync(Token)).Should().Be("data: changed");
        (await _visitor.OpenAsync("/phone/messages")).QuerySelectorAll("[data-testid=sms]").Should().ContainSingle();
    }

    [Fact]
    public async Task The_shop_shows_what_a_webhook_said_but_not_its_token()
    {
        await DeliverAsync("msg_1", """{"amount":250.10,"currency":"USD","name":"Núñez <b>"}""");

        var shop = await _visitor.OpenAsync("/shop");

        var webhook = shop.Find("webhook")!;
        webhook.GetAttribute("data-webhook-id").Should().Be("msg_1");
        webhook.QuerySelector("h2")!.TextContent.Should().Contain("250.10 USD").And.Contain("Núñez <b>");
        webhook.QuerySelector("pre")!.TextContent.Should().Contain("\"amount\": 250.10,");
        webhook.TextContent.Should().Contain("Api-Key ••••••••").And.NotContain("t0ken");
    }

    [Fact]
    public async Task An_event_that_came_again_is_shown_once_and_counted()
    {
        await DeliverAsync("msg_1", """{"a":1}""");
        await DeliverAsync("msg_2", """{"a":2}""");
        await DeliverAsync("msg_1", """{"a":1}""");

        var shop = await _visitor.OpenAsync("/shop");

        shop.QuerySelectorAll("[data-testid=webhook]").Select(w => w.GetAttribute("data-webhook-id")).Should().Equal("msg_1", "msg_2");
        shop.QuerySelectorAll("[data-testid=seen-again]").Should().ContainSingle().Which.TextContent.Should().Be("seen again × 1");
        _demo.Site.Shop.Received.Should().NotContain(w => w.HasChanged);
    }

    [Fact]
    public async Task An_event_that_came_again_with_another_body_is_pointed_out()
    {
        await DeliverAsync("msg_1", """{"a":1}""");
        await DeliverAsync("msg_1", "not even JSON");

        _demo.Site.Shop.Received.Should().ContainSingle().Which.HasChanged.Should().BeTrue();
    }

    [Fact]
    public async Task The_shop_keeps_the_last_two_hundred()
    {
        for (var i = 1; i <= 201; i++)
        {
            await DeliverAsync($"msg_{i}", "{}");
        }

        _demo.Site.Shop.Received.Should().HaveCount(200);
        _demo.Site.Shop.Received[^1].WebhookId.Should().Be("msg_2");
    }

    private async Task DeliverAsync(string id, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _demo.Site.ShopWebhookAddress)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.TryAddWithoutValidation("Authorization", "Api-Key t0ken");
        using var answer = await http.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
    }
}
