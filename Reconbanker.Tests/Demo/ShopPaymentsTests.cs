using System.Net;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The shop as the endpoint of pending payments: lists what its visitor expects, and shows what webhooks said of it.</summary>
public sealed class ShopPaymentsTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(Token);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_visitor_expects_is_listed_until_a_webhook_settles_it()
    {
        await ExpectAsync("order-1", "250.10", "Núñez <b>", "R-1");
        await ExpectAsync("order-2", "7", "", "");
        (await ListAsync()).Should().Be(
            """[{"external_id":"order-2","amount":"7","currency":"USD","name":null,"reference":null},"""
            + """{"external_id":"order-1","amount":"250.10","currency":"USD","name":"Núñez <b>","reference":"R-1"}]""");

        await TellAsync("order-1", "ambiguous");
        (await StatusAsync("order-1")).Should().Be("ambiguous");
        await TellAsync("order-1", "matched");
        (await StatusAsync("order-1")).Should().Be("matched");
        (await ListAsync()).Should().NotContain("order-1").And.Contain("order-2");

        await TellAsync("order-1", "reverted");
        (await ListAsync()).Should().Contain("order-1");
        await _visitor.SubmitAsync("/shop/expected/remove", ("id", "order-1"));
        (await ListAsync()).Should().NotContain("order-1");
    }

    [Theory]
    [InlineData("", "5", "USD", "id")]
    [InlineData("o", "0", "USD", "Amount")]
    [InlineData("o", "1.234", "USD", "Amount")]
    [InlineData("o", "x", "USD", "Amount")]
    [InlineData("o", "5", "EUR", "Currency")]
    public async Task What_cannot_be_expected_is_refused_by_name(string id, string amount, string currency, string field)
    {
        var page = await _visitor.SubmitAsync("/shop/expected", ("id", id), ("amount", amount), ("currency", currency));

        page.QuerySelector("#expected [role=alert]")!.TextContent.Should().Contain(field);
        _demo.Site.Shop.Expected.All.Should().BeEmpty();
    }

    private async Task ExpectAsync(string id, string amount, string name, string reference) => await _visitor.SubmitAsync(
        "/shop/expected", ("id", id), ("amount", amount), ("currency", "USD"), ("name", name), ("reference", reference));

    private async Task<string> ListAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(_demo.Site.ShopPaymentsAddress, Token);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Token);
    }

    private async Task<string?> StatusAsync(string id) =>
        (await _visitor.OpenAsync("/shop")).QuerySelector($"[data-testid=expected][data-id='{id}']")!.GetAttribute("data-status");

    private async Task TellAsync(string id, string status)
    {
        using var http = new HttpClient();
        using var content = new StringContent(JsonSerializer.Serialize(new { external_id = id, status, amount = 1 }), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(_demo.Site.ShopWebhookAddress, content, Token);
        answer.EnsureSuccessStatusCode();
    }
}
