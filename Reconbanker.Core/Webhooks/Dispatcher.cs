using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Webhooks;

/// <summary>Sends what is due, on a few lanes for each account, so that a receiver that hangs delays nobody but itself.</summary>
/// <remarks>
/// What is due is a query: waiting deliveries of accounts that have a webhook which is not paused, and test events. Nothing is remembered
/// here but which attempts are under way, so a restart forgets nothing.
/// </remarks>
public sealed partial class Dispatcher(
    IDbContextFactory<ReconbankerDb> databases,
    Courier courier,
    AttemptRecords records,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<Dispatcher> logger) : BackgroundService
{
    /// <summary>By then, what changed without a wake is noticed: a clock that was set, a webhook that was configured.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Timers count whole milliseconds: one more, so that what is due then is due.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromMilliseconds(1);

    // One wake that has not been seen yet is as good as many.
    private readonly Channel<bool> _wakes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Strain _strain = new(options.Value.StrainRest, clock);
    private readonly Pace _pace = new();
    private readonly ConcurrentDictionary<Lane, bool> _lanes = new();
    private readonly Dictionary<Guid, long> _lastTurns = [];
    private long _turn;

    /// <summary>Says that something may be due, after a commit that made deliveries or gave an account a webhook. Does not wait.</summary>
    public void Wake() => _wakes.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryTakeOverAsync(stoppingToken))
            {
                await Task.Delay(AfterFailure, clock, stoppingToken);
            }

            while (true)
            {
                await SleepAsync(await StartWhatIsDueAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_lanes.Keys.Select(lane => lane.Work));
        }
    }

    private async Task<bool> TryTakeOverAsync(CancellationToken stop)
    {
        try
        {
            await records.TakeOverAsync(stop);
            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogLookFailed(AfterFailure, e);
            return false;
        }
    }

    /// <returns>When to look again, unless woken before.</returns>
    private async Task<DateTimeOffset> StartWhatIsDueAsync(CancellationToken stop)
    {
        try
        {
            return await FillLanesAsync(stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogLookFailed(AfterFailure, e);
            return clock.GetUtcNow() + AfterFailure;
        }
    }

    private async Task<DateTimeOffset> FillLanesAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var lanes = _lanes.Keys.ToList();
        var underWay = lanes.SelectMany(lane => lane.DeliveryIds).ToArray();
        var free = options.Value.Lanes - lanes.Count;
        if (free <= 0)
        {
            return now + LongestSleep; // The first lane that gets free wakes us.
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var accounts = await db.Accounts
            .Where(a => a.SealedWebhookUrl != null)
            .Select(a => new
            {
                a.Id,
                IsPaused = a.WebhookPausedAt != null,
                DueAt = a.WebhookPausedAt == null
                    ? db.Deliveries
                        .Where(d => d.AccountId == a.Id && d.State == DeliveryState.Waiting && !underWay.Contains(d.Id))
                        .Min(d => d.DueAt)
                    : db.Deliveries
                        .Where(d => d.AccountId == a.Id && d.State == DeliveryState.Waiting && d.Kind == DeliveryKind.Test && !underWay.Contains(d.Id))
                        .Min(d => d.DueAt),
            })
            .Where(a => a.DueAt != null)
            .ToListAsync(stop);

        foreach (var account in accounts
            .Where(a => a.DueAt <= now && _strain.RestUntil(a.Id) <= now)
            .OrderBy(a => _lastTurns.GetValueOrDefault(a.Id))
            .ThenBy(a => a.DueAt))
        {
            var room = Math.Min(free, _strain.Lanes(account.Id, options.Value.LanesPerAccount) - lanes.Count(lane => lane.AccountId == account.Id));
            if (room <= 0)
            {
                continue;
            }

            var waiting = db.Deliveries.Where(d => d.AccountId == account.Id && d.State == DeliveryState.Waiting);
            var due = await (account.IsPaused ? waiting.Where(d => d.Kind == DeliveryKind.Test) : waiting)
                .Where(d => d.DueAt <= now && !underWay.Contains(d.Id))
                .OrderBy(d => d.DueAt)
                .ThenBy(d => d.Id)
                .Select(d => d.Id)
                .Take(room * _pace.Of(account.Id))
                .ToArrayAsync(stop);
            foreach (var round in due.Chunk(Math.Max(1, (due.Length + room - 1) / room)))
            {
                Start(round, account.Id, stop);
                free--;
            }

            _lastTurns[account.Id] = ++_turn;
        }

        var next = accounts.Select(a => a.DueAt > _strain.RestUntil(a.Id) ? a.DueAt : _strain.RestUntil(a.Id)).Where(at => at > now).Min();
        return next < now + LongestSleep ? next.Value + ClockStep : now + LongestSleep;
    }

    private void Start(Guid[] deliveryIds, Guid accountId, CancellationToken stop)
    {
        var lane = new Lane(accountId, deliveryIds);
        _lanes[lane] = true;
        lane.Work = RunAsync(lane, stop);
    }

    private async Task RunAsync(Lane lane, CancellationToken stop)
    {
        await Task.Yield(); // So that the lane is known before it can end.
        var began = clock.GetTimestamp();
        try
        {
            if (await courier.AttemptAsync(lane.DeliveryIds, answer => _strain.Note(lane.AccountId, answer), stop) is { } last)
            {
                _pace.Note(lane.AccountId, lane.DeliveryIds.Count, last, clock.GetElapsedTime(began));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped in the middle: the attempt stays unknown, and the next one is planned.
        }
        catch (Exception e)
        {
            // Nothing of HTTP comes here, only what went wrong with the records: the lane stays taken for a while, or it would spin.
            LogAttemptFailed(lane.DeliveryIds[0], e);
            await PauseAsync(AfterFailure, stop);
        }
        finally
        {
            _lanes.TryRemove(lane, out _);
            Wake();
        }
    }

    private async Task PauseAsync(TimeSpan delay, CancellationToken stop)
    {
        try
        {
            await Task.Delay(delay, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
    }

    /// <summary>Until woken, or until the clock says so.</summary>
    private async Task SleepAsync(DateTimeOffset until, CancellationToken stop)
    {
        var longest = until - clock.GetUtcNow();
        using var alarm = new CancellationTokenSource(longest > TimeSpan.Zero ? longest : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(alarm.Token, stop);
        if (clock.GetUtcNow() >= until)
        {
            return; // The clock was set on while the alarm was made, which counts from there.
        }

        try
        {
            await _wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The alarm.
        }
    }

    private sealed class Lane(Guid accountId, IReadOnlyList<Guid> deliveryIds)
    {
        public Guid AccountId => accountId;
        public IReadOnlyList<Guid> DeliveryIds => deliveryIds;
        public Task Work { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Error, "Could not look for webhooks that are due; again in {Delay}.")]
    private partial void LogLookFailed(TimeSpan delay, Exception exception);

    [LoggerMessage(LogLevel.Error, "Webhook delivery {DeliveryId} could not be attempted or recorded.")]
    private partial void LogAttemptFailed(Guid deliveryId, Exception exception);
}
