using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class SignatureTests
{
    private static readonly SecretText Secret = new("whsec_cmVjb25iYW5rZXItdGVzdC1rZXktMjRi");
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, 789, TimeSpan.Zero);

    /// <summary>The values were made with the npm package "standardwebhooks" and with Node's own HMAC.</summary>
    [Fact]
    public void Both_signatures_are_those_that_other_implementations_make()
    {
        var body = Encoding.UTF8.GetBytes(
            """{"id":"0198c0de-0000-7000-8000-000000000001","amount":12.50,"currency":"USD","name":"José Núñez",""" +
            "\"received_at\":\"2026-01-01T05:00:00.000Z\"}");

        var headers = Signature.Headers("msg_0198c0de000070008000000000000001", At, body, [Secret]);

        headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["X-Webhook-Timestamp"] = "1767225600",
            ["X-Signature-256"] = "sha256=65f0a0d1d18f8cbf5425b00de9dabf53f038a20ff20728f42d3e61ebe59ca91c",
            ["webhook-id"] = "msg_0198c0de000070008000000000000001",
            ["webhook-timestamp"] = "1767225600",
            ["webhook-signature"] = "v1,ykJEyEq3nx04lv+OiTc9ANl4FMxlvupifoT4+pVGLmY=",
        });
    }

    /// <summary>The example that the libraries of Standard Webhooks test themselves with.</summary>
    [Fact]
    public void The_published_example_of_Standard_Webhooks_comes_out_beside_a_second_secret()
    {
        var published = new SecretText("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        var body = """{"test": 2432232314}"""u8.ToArray();
        var at = DateTimeOffset.FromUnixTimeSeconds(1614265330);

        var alone = Signature.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, [published]).ToDictionary();
        var both = Signature.Headers("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body, [Secret, published]).ToDictionary();

        alone["webhook-signature"].Should().Be("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        both["webhook-signature"].Split(' ').Should().HaveCount(2).And.EndWith(alone["webhook-signature"]);
        both["X-Signature-256"].Should().NotBe(alone["X-Signature-256"]);
    }

    [Fact]
    public void A_signing_secret_is_24_new_random_bytes_each_time()
    {
        var one = SigningSecrets.Make().Reveal();
        var other = SigningSecrets.Make().Reveal();

        one.Should().MatchRegex("^whsec_[A-Za-z0-9+/]{32}$").And.NotBe(other);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cmVjb25iYW5rZXItdGVzdC1rZXktMjRi")]
    [InlineData("whsec_not base 64!")]
    public void What_is_no_signing_secret_signs_nothing(string text)
    {
        var sign = () => Signature.Headers("msg_1", At, [], [new SecretText(text)]);

        sign.Should().Throw<CryptographicException>();
    }
}
