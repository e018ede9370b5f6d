using Reconbanker.Core.Activity;

namespace Reconbanker.Core.Webhooks;

/// <summary>Makes attempts at deliveries of one account: has recorded that they begin, sends one after the other, has recorded how each ended.</summary>
/// <remarks>Several share the commits before and after them. The first that fails ends the round: those behind it count as never begun.</remarks>
public sealed class Courier(AttemptRecords records, WebhookSender sender, ActivityFeed feed, TimeProvider clock)
{
    // What was accepted is recorded by then, although the receiver takes its time over the next one.
    private static readonly TimeSpan Unrecorded = TimeSpan.FromMilliseconds(200);

    /// <param name="answered">Told of each answer before it is recorded: what the record lets begin must know of it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first; the attempt under way stays unknown.</exception>
    /// <returns>What came of the last one that was sent; null when there was nothing to do any more.</returns>
    public async Task<WebhookAnswer?> AttemptAsync(IReadOnlyList<Guid> deliveryIds, Action<WebhookAnswer> answered, CancellationToken stop)
    {
        var begun = await records.BeginAsync(deliveryIds, stop);
        if (begun.Count == 0)
        {
            return null;
        }

        var account = begun[0].Account;
        feed.Publish(account.OwnerId, account.Id, ActivityTopic.Deliveries);
        var unsent = new Queue<BegunAttempt>(begun);
        var accepted = new List<(BegunAttempt, WebhookAnswer)>();
        WebhookAnswer? answer = null;
        try
        {
            while (answer is null or { Outcome: AttemptOutcome.Delivered } && unsent.TryDequeue(out var attempt))
            {
                answer = await SendAsync(attempt, accepted, stop);
                answered(answer);
                if (answer.Outcome == AttemptOutcome.Delivered)
                {
                    accepted.Add((attempt, answer));
                }
                else
                {
                    await records.EndFailedAsync(attempt, answer);
                }
            }
        }
        finally
        {
            // The answers are known, and the rest was not sent: that is recorded even while the app is stopping.
            await RecordAsync(accepted);
            await records.ReleaseAsync([.. unsent]);
        }

        feed.Publish(account.OwnerId, account.Id, ActivityTopic.Deliveries);
        return answer;
    }

    private async Task<WebhookAnswer> SendAsync(BegunAttempt attempt, List<(BegunAttempt, WebhookAnswer)> accepted, CancellationToken stop)
    {
        if (attempt.Request is not { } request)
        {
            return new WebhookAnswer(attempt.Problem);
        }

        var sending = sender.SendAsync(request, stop);
        if (accepted.Count > 0)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (await Task.WhenAny(sending, Task.Delay(Unrecorded, clock, patience.Token)) != sending)
            {
                await RecordAsync(accepted);
            }

            await patience.CancelAsync();
        }

        return await sending;
    }

    private async Task RecordAsync(List<(BegunAttempt, WebhookAnswer)> accepted)
    {
        if (accepted.Count > 0)
        {
            await records.EndDeliveredAsync(accepted);
            accepted.Clear();
        }
    }
}
