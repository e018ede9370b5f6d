using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

/// <summary>Many deliveries of one account: they share commits, and nothing else.</summary>
public sealed class RoundTests : IAsyncLifetime
{
    private const int Many = 60;

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

    [Fact]
    public async Task What_is_recorded_of_attempts_is_what_the_receiver_saw()
    {
        // Twenty arrive, so that rounds grow; then one in three fails until all have come through.
        var answers = Enumerable.Range(0, 20).Select(_ => 200)
            .Concat(Enumerable.Range(0, 90).Select(i => i % 3 == 0 ? 500 : 200)).Select(status => CatcherAnswer.Status(status));
        _receiver.Answer([.. answers]);
        var account = await _stage.AddAccountAsync(null);
        for (var i = 0; i < Many; i++)
        {
            await _stage.AddDeliveryAsync(account);
        }

        await _stage.Settings.SaveAsync(
            _stage.OwnerId, account.Id, _receiver.Url().ToString(), Core.Accounts.AuthScheme.Bearer, null, forgetToken: false, Cancelled);
        await Until.TrueAsync(async () =>
        {
            var now = _stage.Clock.GetUtcNow();
            var waiting = (await RecordedAsync()).Where(d => d.State == DeliveryState.Waiting).ToList();
            await using var db = await _stage.OpenDbAsync();
            if (!await db.Attempts.AnyAsync(a => a.FinishedAt == null, Cancelled) && waiting.TrueForAll(d => d.DueAt > now))
            {
                // Only while nothing is under way, or the clock would end it.
                _stage.Clock.Advance(TimeSpan.FromMinutes(1));
            }

            return waiting.Count == 0;
        });

        var recorded = await RecordedAsync();
        var seen = _receiver.Caught.CountBy(caught => caught.Headers["webhook-id"]).ToDictionary();
        recorded.ToDictionary(d => d.EventId, d => d.Attempts).Should().BeEquivalentTo(seen);
        await using var db = await _stage.OpenDbAsync();
        var attempts = await db.Attempts.AsNoTracking().ToListAsync(Cancelled);
        attempts.Should().HaveCount(_receiver.Caught.Count).And.OnlyContain(a => a.FinishedAt != null);
        foreach (var ofOne in attempts.GroupBy(a => a.DeliveryId))
        {
            ofOne.Select(a => a.Number).Order().Should().Equal(Enumerable.Range(1, ofOne.Count()));
        }
    }

    [Fact]
    public void A_round_grows_while_a_receiver_is_swift_and_starts_again_with_one()
    {
        var pace = new Pace();
        var (account, swift, slow) = (Guid.NewGuid(), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2));
        var (accepted, refused) = (new WebhookAnswer(AttemptOutcome.Delivered), new WebhookAnswer(AttemptOutcome.Refused, 500));

        pace.Of(account).Should().Be(1);
        pace.Note(account, 1, accepted, swift);
        pace.Note(account, 2, accepted, swift);
        pace.Of(account).Should().Be(4);
        pace.Note(account, 1, accepted, swift);
        pace.Of(account).Should().Be(4, "a round that had less to send says nothing against it");
        pace.Note(account, 64, accepted, swift);
        pace.Of(account).Should().Be(64);
        pace.Note(account, 64, accepted, slow);
        pace.Of(account).Should().Be(1);
        pace.Note(account, 1, accepted, swift);
        pace.Note(account, 2, refused, swift);
        pace.Of(account).Should().Be(1);
        pace.Of(Guid.NewGuid()).Should().Be(1);
    }

    private async Task<List<Delivery>> RecordedAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.Deliveries.AsNoTracking().ToListAsync(Cancelled);
    }
}
