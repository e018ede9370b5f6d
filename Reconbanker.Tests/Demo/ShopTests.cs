using System.Net;
using System.Text;
using FluentAssertions;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web.Demo.Shop;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>The shop as a receiver: it checks signatures, and answers as it was told.</summary>
public sealed class ShopTests : IAsyncLifetime
{
    private const string Body = """{"amount":250.10,"currency":"USD","name":"Núñez"}""";
    private readonly SecretText _secret = SigningSecrets.Make();
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
    public async Task What_Reconbanker_signs_is_valid_once_the_shop_knows_the_secret()
    {
        await DeliverAsync("msg_1", Signed("msg_1", Body));
        await _visitor.SubmitAsync("/shop/secret", ("secret", $"  {_secret.Reveal()} "));
        await DeliverAsync("msg_2", Signed("msg_2", Body));

        var shop = await _visitor.OpenAsync("/shop");

        shop.QuerySelectorAll("[data-testid=signature]").Select(s => s.TextContent).Should().Equal("signature valid", "signature not checked");
        shop.DocumentElement.OuterHtml.Should().NotContain(_secret.Reveal());
    }

    [Theory]
    [InlineData("webhook-signature", "X-Signature-256")]
    [InlineData("X-Signature-256", "webhook-signature")]
    public async Task Either_kind_of_signature_is_enough_and_either_alone_must_be_right(string kept, string dropped)
    {
        _demo.Site.Shop.UseSecret(_secret.Reveal());
        var headers = Signed("msg_1", Body).Where(h => h.Key != dropped).ToList();
        await DeliverAsync("msg_1", headers);
        await DeliverAsync("msg_1", headers, Body.Replace("250.10", "950.10"));
        await DeliverAsync("msg_1", [.. headers.Where(h => h.Key != kept)]);

        _demo.Site.Shop.Received.Should().ContainSingle().Which.Signature.Should().Be(SignatureCheck.Missing);
        _demo.Site.Shop.Attempts.Should().Be(3);
        await DeliverAsync("msg_2", [.. Signed("msg_2", Body).Select(h => h.Key == kept ? new(kept, "v1,AAAA") : h)]);
        _demo.Site.Shop.Received[0].Signature.Should().Be(SignatureCheck.Wrong);
    }

    [Fact]
    public async Task A_body_or_a_secret_that_is_another_makes_the_signature_wrong()
    {
        _demo.Site.Shop.UseSecret(_secret.Reveal());
        await DeliverAsync("msg_1", Signed("msg_1", Body), Body + " ");
        _demo.Site.Shop.Received[0].Signature.Should().Be(SignatureCheck.Wrong);
        await DeliverAsync("msg_2", Signed("msg_2", Body, SigningSecrets.Make()));

        _demo.Site.Shop.Received[0].Signature.Should().Be(SignatureCheck.Wrong);
    }

    [Theory]
    [InlineData(300, SignatureCheck.Valid)]
    [InlineData(301, SignatureCheck.TooOld)]
    [InlineData(-301, SignatureCheck.TooOld)]
    public async Task A_signature_holds_for_five_minutes(int secondsLater, SignatureCheck expected)
    {
        _demo.Site.Shop.UseSecret(_secret.Reveal());
        var headers = Signature.Headers("msg_1", RunningDemo.Start.AddSeconds(-secondsLater), Encoding.UTF8.GetBytes(Body), [_secret]);

        await DeliverAsync("msg_1", headers);

        _demo.Site.Shop.Received[0].Signature.Should().Be(expected);
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    public async Task What_is_no_signing_secret_is_refused_and_not_shown_again(string secret)
    {
        var page = await _visitor.SubmitAsync("/shop/secret", ("secret", secret));

        page.QuerySelector("[role=alert]")!.TextContent.Should().Contain("whsec_");
        _demo.Site.Shop.HasSecret.Should().BeFalse();
    }

    [Fact]
    public async Task A_reset_forgets_the_secret_and_so_does_an_empty_one()
    {
        await _visitor.SubmitAsync("/shop/secret", ("secret", _secret.Reveal()));
        await _visitor.SubmitAsync("/shop/secret", ("secret", ""));
        _demo.Site.Shop.HasSecret.Should().BeFalse();
        await _visitor.SubmitAsync("/shop/secret", ("secret", _secret.Reveal()));

        await _visitor.SubmitAsync("/demo/reset");

        _demo.Site.Shop.HasSecret.Should().BeFalse();
        await _demo.HasNoTraceOfAsync(_secret.Reveal());
    }

    [Fact]
    public async Task The_next_few_are_answered_with_an_error_and_counted_and_then_all_is_well()
    {
        await _demo.SwitchAsync(new { shopAnswer = "500", shopTimes = 2 });

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await SendAsync("msg_1", [], Body);
            statuses.Add(answer.StatusCode);
        }

        statuses.Should().Equal(HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK);
        var shop = await _visitor.OpenAsync("/shop");
        shop.Find("attempts")!.TextContent.Should().Be("3 received");
        shop.Find("answers")!.TextContent.Should().Be("answered 500, 500, ok");
        shop.Find("seen-again")!.TextContent.Should().Be("seen again × 2");
        shop.Find("answering")!.TextContent.Should().StartWith("Answering: ok.");
    }

    [Fact]
    public async Task A_shop_that_has_too_much_to_do_says_when_to_come_again_until_it_is_switched_back()
    {
        await _demo.SwitchAsync(new { shopAnswer = "429", shopRetryAfterSeconds = 7 });

        for (var i = 0; i < 3; i++)
        {
            using var answer = await SendAsync("msg_1", [], Body);
            answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        }

        await _demo.SwitchAsync(new { shopAnswer = "ok" });
        await DeliverAsync("msg_1", []);
    }

    [Fact]
    public async Task A_shop_that_hangs_up_has_received_it_all_the_same()
    {
        await _demo.SwitchAsync(new { shopAnswer = "closed", shopTimes = 1 });

        var sending = () => SendAsync("msg_1", [], Body);

        await sending.Should().ThrowAsync<HttpRequestException>();
        _demo.Site.Shop.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_slow_shop_takes_as_long_as_it_was_told()
    {
        await _demo.SwitchAsync(new { shopAnswer = "slow", shopDelaySeconds = 9 });

        var sending = DeliverAsync("msg_1", []);
        await _demo.PassTimeUntilAsync(sending, TimeSpan.FromSeconds(1));

        await sending;
        _demo.Clock.GetUtcNow().Should().BeOnOrAfter(RunningDemo.Start.AddSeconds(9));
    }

    private IReadOnlyList<KeyValuePair<string, string>> Signed(string id, string body, SecretText? secret = null) =>
        Signature.Headers(id, _demo.Clock.GetUtcNow(), Encoding.UTF8.GetBytes(body), [secret ?? _secret]);

    private async Task DeliverAsync(string id, IReadOnlyList<KeyValuePair<string, string>> headers, string body = Body)
    {
        using var answer = await SendAsync(id, headers, body);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> SendAsync(string id, IReadOnlyList<KeyValuePair<string, string>> headers, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _demo.Site.ShopWebhookAddress)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers.Where(h => h.Key != "webhook-id"))
        {
            request.Headers.Add(name, value);
        }

        request.Headers.Add("webhook-id", id);
        return await http.SendAsync(request, Token);
    }
}
