using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Webhooks;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class EveryEventArrivesTests
{
    private static readonly TimeSpan Rest = new WebhookOptions().StrainRest;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whatever_a_receiver_and_restarts_do_every_event_arrives_and_always_with_its_own_bytes(int seed)
    {
        var dice = new Random(seed);
        await using var receiver = await WebhookCatcher.StartAsync(Cancelled);
        await using var stage = await WebhookStage.OpenAsync("127.0.0.1");
        CatcherAnswer[] moods =
        [
            CatcherAnswer.Status(200), CatcherAnswer.Status(200), CatcherAnswer.Status(500), CatcherAnswer.Status(302),
            CatcherAnswer.Close(), CatcherAnswer.CloseInBody(), CatcherAnswer.Status(429, headers: ("Retry-After", "30")),
        ];
        receiver.Answer([.. Enumerable.Range(0, 120).Select(_ => moods[dice.Next(moods.Length)])]);
        var events = new List<Delivery>();
        for (var i = 0; i < 3; i++)
        {
            var account = await stage.AddAccountAsync(receiver.Url());
            for (var j = 0; j < 10; j++)
            {
                events.Add(await stage.AddDeliveryAsync(account));
            }
        }

        for (var round = 1; await NextDueAsync(stage) is { } due; round++)
        {
            if (due > stage.Clock.GetUtcNow())
            {
                stage.Clock.Advance(due - stage.Clock.GetUtcNow());
            }

            if (round % 6 == 0)
            {
                stage.Clock.Advance(Rest); // a receiver that is strained rests first
                await receiver.NextAsync(Cancelled); // In the middle of it.
                await stage.RestartAsync();
            }
            else
            {
                await QuietAsync(stage, receiver);
            }
        }

        var caught = receiver.Caught.ToLookup(c => c.Headers["webhook-id"], c => c.Text);
        caught.Select(c => c.Key).Should().BeEquivalentTo(events.Select(e => e.EventId));
        caught.Should().OnlyContain(bodies => bodies.Distinct().Count() == 1);
    }

    /// <summary>Null once all have arrived; what failed for good is sent again, as a person would.</summary>
    private static async Task<DateTimeOffset?> NextDueAsync(WebhookStage stage)
    {
        await using var db = await stage.OpenDbAsync();
        foreach (var id in await db.Deliveries.Where(d => d.State == DeliveryState.Failed).Select(d => d.Id).ToListAsync(Cancelled))
        {
            await stage.Outbox.SendAgainAsync(stage.OwnerId, id, Cancelled);
        }

        return await db.Deliveries.Where(d => d.State == DeliveryState.Waiting).MinAsync(d => d.DueAt, Cancelled);
    }

    /// <summary>Nothing is due, and nothing is under way.</summary>
    private static Task QuietAsync(WebhookStage stage, WebhookCatcher receiver) => Until.TrueAsync(async () =>
    {
        if (receiver.Open == 0)
        {
            stage.Clock.Advance(Rest);
        }

        stage.Dispatcher.Wake();
        var now = stage.Clock.GetUtcNow();
        await using var db = await stage.OpenDbAsync();
        return receiver.Open == 0 && !await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Waiting && d.DueAt <= now, Cancelled);
    });
}
