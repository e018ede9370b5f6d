using System.Security.Cryptography;
using System.Text;
using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>The secret that signs an account's events, and its renewal.</summary>
public sealed class SigningSecretTests : IAsyncLifetime
{
    private WebhookCatcher _receiver = null!;
    private WebhookStage _stage = null!;
    private Account _account = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookCatcher.StartAsync(Cancelled);
        _stage = await WebhookStage.OpenAsync("127.0.0.1");
        _account = await _stage.AddAccountAsync(_receiver.Url());
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task While_two_secrets_are_valid_a_receiver_that_knows_either_accepts()
    {
        var before = await SecretAsync();
        await RenewAsync(TimeSpan.FromHours(24));
        var after = await SecretAsync();

        var caught = await CatchAsync();

        after.Should().NotBe(before).And.StartWith("whsec_");
        StandardSignatures(caught).Should().Equal(Standard(caught, after), Standard(caught, before));
        caught.Headers["X-Signature-256"].Should().Be(Ours(caught, after));
    }

    [Fact]
    public async Task The_secret_before_is_void_when_its_time_is_over()
    {
        await RenewAsync(TimeSpan.FromHours(1));
        _stage.Clock.Advance(TimeSpan.FromMinutes(59));
        StandardSignatures(await CatchAsync()).Should().HaveCount(2);

        _stage.Clock.Advance(TimeSpan.FromMinutes(1));

        var caught = await CatchAsync();
        StandardSignatures(caught).Should().Equal(Standard(caught, await SecretAsync()));
    }

    [Fact]
    public async Task The_secret_before_is_void_at_once_when_a_person_says_so()
    {
        await RenewAsync(TimeSpan.FromDays(7));
        await _stage.Settings.EndOverlapAsync(_stage.OwnerId, _account.Id, Cancelled);
        StandardSignatures(await CatchAsync()).Should().ContainSingle();

        await RenewAsync(TimeSpan.Zero);
        var caught = await CatchAsync();
        StandardSignatures(caught).Should().Equal(Standard(caught, await SecretAsync()));
    }

    [Fact]
    public async Task No_more_than_two_secrets_are_valid_at_once()
    {
        await RenewAsync(TimeSpan.FromDays(7));
        var second = await SecretAsync();
        await RenewAsync(TimeSpan.FromDays(7));

        var caught = await CatchAsync();

        StandardSignatures(caught).Should().Equal(Standard(caught, await SecretAsync()), Standard(caught, second));
    }

    [Fact]
    public async Task An_event_that_is_tried_again_is_signed_with_the_secrets_of_that_moment()
    {
        _receiver.Answer(CatcherAnswer.Status(401));
        var delivery = await _stage.AddDeliveryAsync(_account);
        await _stage.EndedAsync(delivery.Id);
        await _receiver.NextAsync(Cancelled);

        await RenewAsync(TimeSpan.Zero);
        await _stage.RetriedAsync(delivery.Id, attempts: 2);

        var caught = await _receiver.NextAsync(Cancelled);
        caught.Headers["webhook-signature"].Should().Be(Standard(caught, await SecretAsync()));
    }

    [Fact]
    public async Task Its_owner_alone_sees_and_renews_it_and_no_copy_of_it_is_stored_in_clear()
    {
        var stranger = Guid.CreateVersion7();
        var secret = await SecretAsync();

        (await _stage.Settings.ReadSigningSecretAsync(stranger, _account.Id, Cancelled)).Should().BeNull();
        (await _stage.Settings.RenewSigningSecretAsync(stranger, _account.Id, TimeSpan.Zero, Cancelled)).Should().BeOfType<SaveOutcome.NotFound>();
        (await _stage.Settings.EndOverlapAsync(stranger, _account.Id, Cancelled)).Should().BeOfType<SaveOutcome.NotFound>();

        (await SecretAsync()).Should().Be(secret);
        await RenewAsync(TimeSpan.FromHours(24));
        await CatchAsync();
        _stage.EverythingStored().Should().NotContain(secret).And.NotContain(await SecretAsync());
    }

    [Fact]
    public async Task An_overlap_of_months_is_refused()
    {
        var renew = () => RenewAsync(TimeSpan.FromDays(31));

        await renew.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private async Task<string> SecretAsync() => (await _stage.Settings.ReadSigningSecretAsync(_stage.OwnerId, _account.Id, Cancelled))!.Reveal();

    private async Task RenewAsync(TimeSpan overlap) => (await _stage.Settings.RenewSigningSecretAsync(
        _stage.OwnerId, _account.Id, overlap, Cancelled)).Should().BeOfType<SaveOutcome.Saved>();

    private async Task<CaughtWebhook> CatchAsync()
    {
        var delivery = await _stage.AddDeliveryAsync(_account);
        await _stage.EndedAsync(delivery.Id);
        return await _receiver.NextAsync(Cancelled);
    }

    private static string[] StandardSignatures(CaughtWebhook caught) => caught.Headers["webhook-signature"].Split(' ');

    /// <summary>As the specification of Standard Webhooks has it, without our own code.</summary>
    private static string Standard(CaughtWebhook caught, string secret)
    {
        var signed = $"{caught.Headers["webhook-id"]}.{caught.Headers["webhook-timestamp"]}.{caught.Text}";
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static string Ours(CaughtWebhook caught, string secret) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{caught.Headers["X-Webhook-Timestamp"]}.{caught.Text}")));
}
