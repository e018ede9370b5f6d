using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Receivers that misbehave, and addresses that are none of ours to call.</summary>
public sealed class HostileReceiverTests : IAsyncLifetime
{
    private WebhookCatcher _receiver = null!;
    private WebhookStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookCatcher.StartAsync(Cancelled);
        _stage = await WebhookStage.OpenAsync("127.0.0.1");
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_a_failure_and_nobody_goes_there(int status)
    {
        await using var target = await WebhookCatcher.StartAsync(Cancelled);
        _receiver.Answer(CatcherAnswer.Redirect(status, target.Url()));

        var attempt = await FirstAttemptAsync(_receiver.Url());

        attempt.Should().BeEquivalentTo(new { Outcome = AttemptOutcome.Redirected, StatusCode = status });
        target.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_fifteen_seconds()
    {
        _receiver.Answer(CatcherAnswer.Hang());

        var attempt = await TimedOutAttemptAsync();

        attempt.Should().BeEquivalentTo(new { Outcome = AttemptOutcome.TimedOut, StatusCode = (int?)null });
        (attempt.FinishedAt - attempt.StartedAt).Should().Be(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_fifteen_seconds_count_to_the_last_byte()
    {
        _receiver.Answer(CatcherAnswer.HangInBody());

        var attempt = await TimedOutAttemptAsync();

        attempt.Outcome.Should().Be(AttemptOutcome.TimedOut);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_open_whether_it_arrived_and_is_tried_again()
    {
        _receiver.Answer(CatcherAnswer.CloseInBody());

        var attempt = await FirstAttemptAsync(_receiver.Url());

        attempt.Outcome.Should().Be(AttemptOutcome.ConnectionFailed);
        (await _stage.ReadAsync(attempt.DeliveryId)).State.Should().Be(DeliveryState.Waiting);
    }

    [Fact]
    public async Task An_endless_answer_is_read_to_twenty_kilobytes_and_kept_to_two_thousand_characters()
    {
        _receiver.Answer(CatcherAnswer.Endless());

        var attempt = await FirstAttemptAsync(_receiver.Url());

        attempt.Outcome.Should().Be(AttemptOutcome.Delivered);
        attempt.Answer.Should().Be(new string('x', 2000));
        await Until.TrueAsync(() => _receiver.Open == 0);
    }

    [Fact]
    public async Task What_a_receiver_repeats_of_our_secrets_is_stored_nowhere()
    {
        _receiver.Otherwise = CatcherAnswer.Echo(404);

        var attempt = await FirstAttemptAsync(_receiver.Url("/hooks/T0-path-secret?key=query-secret"), "tok-482913-canary");

        attempt.Answer.Should().Be("Cannot POST /•••?••• as Bearer •••");
        attempt.Receiver.Should().Be($"http://127.0.0.1:{_receiver.Port}");
        attempt.SentHeaders.Should().Contain("Authorization: Bearer •••").And.Contain("webhook-signature: v1,");
        _stage.EverythingStored().Should().Contain(attempt.Receiver)
            .And.NotContain("tok-482913-canary").And.NotContain("path-secret").And.NotContain("query-secret");
        _stage.Logs.Should().NotContain(line => line.Contains("canary") || line.Contains("path-secret") || line.Contains("query-secret"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("receiver.localhost")]
    [InlineData("[::1]")]
    [InlineData("127.0.0.2")]
    [InlineData("0")]
    [InlineData("[::ffff:127.0.0.3]")]
    [InlineData("169.254.169.254")]
    public async Task A_private_address_is_refused_whatever_leads_there(string host)
    {
        var attempt = await FirstAttemptAsync(new Uri($"http://{host}:{_receiver.Port}/hook"));

        attempt.Should().BeEquivalentTo(new { Outcome = AttemptOutcome.AddressNotAllowed, StatusCode = (int?)null });
        _receiver.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task A_private_address_is_reached_while_its_own_name_and_port_are_open()
    {
        var name = _receiver.Url(host: "demo-shop.localhost");
        using (_stage.Guard.Allow($"demo-shop.localhost:{_receiver.Port}"))
        {
            (await FirstAttemptAsync(name)).Outcome.Should().Be(AttemptOutcome.Delivered);
            (await FirstAttemptAsync(_receiver.Url(host: "other-shop.localhost"))).Outcome.Should().Be(AttemptOutcome.AddressNotAllowed);
        }
    }

    [Theory]
    [InlineData("http://user:password@127.0.0.1:{0}/hook")]
    [InlineData("ftp://127.0.0.1:{0}/hook")]
    [InlineData("not an address")]
    public async Task An_address_that_should_never_have_been_saved_is_refused(string address)
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await using (var db = await _stage.OpenDbAsync())
        {
            db.Attach(account).Entity.SealedWebhookUrl = _stage.Seal(account, string.Format(null, address, _receiver.Port));
            await db.SaveChangesAsync(Cancelled);
        }

        var delivery = await _stage.AddDeliveryAsync(account);
        await _stage.EndedAsync(delivery.Id);

        var attempt = (await _stage.AttemptsAsync(delivery.Id)).Single();
        attempt.Should().BeEquivalentTo(new { Outcome = AttemptOutcome.AddressNotAllowed, Receiver = "" });
    }

    [Fact]
    public async Task Nobody_listening_and_no_tls_are_told_apart()
    {
        var closed = await WebhookCatcher.StartAsync(Cancelled);
        var gone = closed.Url();
        await closed.DisposeAsync();

        (await FirstAttemptAsync(gone)).Outcome.Should().Be(AttemptOutcome.ConnectionFailed);
        (await FirstAttemptAsync(new Uri($"https://127.0.0.1:{_receiver.Port}/"))).Outcome.Should().Be(AttemptOutcome.TlsFailed);
    }

    [Fact]
    public async Task A_token_that_does_not_open_sends_nothing()
    {
        var account = await _stage.AddAccountAsync(_receiver.Url());
        await using (var db = await _stage.OpenDbAsync())
        {
            db.Attach(account).Entity.SealedWebhookToken = account.SealedSigningSecret;
            await db.SaveChangesAsync(Cancelled);
        }

        var delivery = await _stage.AddDeliveryAsync(account);
        var ended = await _stage.EndedAsync(delivery.Id);

        ended.State.Should().Be(DeliveryState.Waiting);
        (await _stage.AttemptsAsync(delivery.Id)).Single().Outcome.Should().Be(AttemptOutcome.SecretUnusable);
        _receiver.Caught.Should().BeEmpty();
    }

    [Fact]
    public async Task A_token_that_no_header_can_carry_sends_nothing()
    {
        var attempt = await FirstAttemptAsync(_receiver.Url(), "two\r\nlines: yes");

        attempt.Outcome.Should().Be(AttemptOutcome.SecretUnusable);
        _receiver.Caught.Should().BeEmpty();
    }

    private async Task<Attempt> FirstAttemptAsync(Uri webhook, string? token = null)
    {
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(webhook, token));
        await _stage.EndedAsync(delivery.Id);
        return (await _stage.AttemptsAsync(delivery.Id)).Single();
    }

    private async Task<Attempt> TimedOutAttemptAsync()
    {
        var delivery = await _stage.AddDeliveryAsync(await _stage.AddAccountAsync(_receiver.Url()));
        await _receiver.NextAsync(Cancelled);
        _stage.Clock.Advance(TimeSpan.FromSeconds(15));
        await _stage.EndedAsync(delivery.Id);
        return (await _stage.AttemptsAsync(delivery.Id))[0];
    }
}
