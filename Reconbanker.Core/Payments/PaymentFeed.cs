using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Payments;

/// <summary>Polls the users' endpoints for pending payments: an account once at a time, many accounts beside each other.</summary>
/// <remarks>What is due is a column, so that a restart forgets nothing. An endpoint that fails or hangs delays nobody but itself.</remarks>
public sealed partial class PaymentFeed(
    IDbContextFactory<ReconbankerDb> databases,
    PaymentClient client,
    PollBooks books,
    Vault vault,
    Dispatcher dispatcher,
    ActivityFeed activity,
    IOptions<PaymentOptions> options,
    ILogger<PaymentFeed> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Guid, Lazy<Task<PaymentPoll?>>> _polls = new();
    private readonly ConcurrentDictionary<Guid, Task> _queued = new();
    private readonly SemaphoreSlim _lanes = new(options.Value.Lanes);
    private readonly CancellationTokenSource _stopping = new();

    public Task StartAsync(CancellationToken cancellationToken) => books.TakeOverAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll([.. _queued.Values, .. _polls.Values.Select(poll => poll.Value)])
            .WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _lanes.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Polls now, or waits for the poll that is under way.</summary>
    /// <returns>The poll as it ended; null when the owner has no such account, or there is nothing to poll.</returns>
    public async Task<PaymentPoll?> PollNowAsync(Guid ownerId, Guid accountId, CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Accounts.AnyAsync(a => a.Id == accountId && a.OwnerId == ownerId, cancellationToken))
            {
                return null;
            }
        }

        return await JoinAsync(accountId, byPerson: true).WaitAsync(cancellationToken);
    }

    /// <summary>Begins the polls whose time has come, and does not wait for them.</summary>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        foreach (var accountId in await books.DueAsync(cancellationToken))
        {
            if (!_queued.ContainsKey(accountId))
            {
                // Only the clock adds here, and it does so from one place.
                _queued[accountId] = Task.Run(() => PollInTurnAsync(accountId), CancellationToken.None);
            }
        }
    }

    /// <summary>Waits for the polls that the clock has begun.</summary>
    internal Task WhenQuietAsync() => Task.WhenAll(_queued.Values);

    private async Task PollInTurnAsync(Guid accountId)
    {
        try
        {
            await _lanes.WaitAsync(_stopping.Token);
            try
            {
                await JoinAsync(accountId, byPerson: false);
            }
            finally
            {
                _lanes.Release();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It is due again when the app is back.
        }
        catch (Exception e)
        {
            LogBroken(accountId, e);
        }
        finally
        {
            _queued.TryRemove(accountId, out _);
        }
    }

    private async Task<PaymentPoll?> JoinAsync(Guid accountId, bool byPerson)
    {
        var poll = _polls.GetOrAdd(accountId, _ => new Lazy<Task<PaymentPoll?>>(() => PollAsync(accountId, byPerson, _stopping.Token)));
        try
        {
            return await poll.Value;
        }
        finally
        {
            _polls.TryRemove(KeyValuePair.Create(accountId, poll));
        }
    }

    private async Task<PaymentPoll?> PollAsync(Guid accountId, bool byPerson, CancellationToken stop)
    {
        if (await books.BeginAsync(accountId, byPerson, stop) is not var (account, poll))
        {
            return null;
        }

        activity.Publish(account.OwnerId, accountId, ActivityTopic.Payments);
        try
        {
            await EndAsync(account, poll, await AskAsync(account, stop), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The app is stopping, and the books are still open.
            await books.FailAsync(account, poll, new PollAnswer(PollOutcome.Interrupted, new PolledPayments()), CancellationToken.None);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotStored(accountId, e);
            await books.FailAsync(account, poll, new PollAnswer(PollOutcome.Failed, new PolledPayments()), CancellationToken.None);
        }

        dispatcher.Wake();
        activity.Publish(account.OwnerId, accountId, ActivityTopic.Payments);
        return poll;
    }

    private async Task<PollAnswer> AskAsync(Account account, CancellationToken stop)
    {
        PaymentEndpoint endpoint;
        try
        {
            endpoint = Open(account);
        }
        catch (CryptographicException)
        {
            return new PollAnswer(PollOutcome.SecretUnusable, new PolledPayments());
        }

        return await client.AskAsync(endpoint, stop);
    }

    private async Task EndAsync(Account account, PaymentPoll poll, PollAnswer answer, CancellationToken stop)
    {
        poll.StatusCode = answer.StatusCode;
        if (answer.Outcome != PollOutcome.Complete)
        {
            await books.FailAsync(account, poll, answer, stop);
        }
        else if (!await books.StoreAsync(account, poll, answer.Payments, stop))
        {
            await books.FailAsync(account, poll, answer with { Outcome = PollOutcome.Superseded }, stop);
        }
    }

    private PaymentEndpoint Open(Account account) => new(
        new Uri(vault.Open(account.SealedPaymentsUrl!, AccountSecrets.PaymentsUrl(account.Id)).Reveal()),
        account.PaymentsMethod,
        account.SealedPaymentsBody is { } body ? vault.Open(body, AccountSecrets.PaymentsBody(account.Id)) : null,
        account.PaymentsAuthScheme,
        account.SealedPaymentsToken is { } token ? vault.Open(token, AccountSecrets.PaymentsToken(account.Id)) : null);

    [LoggerMessage(LogLevel.Error, "The payments of account {AccountId} were polled, and could not be stored.")]
    private partial void LogNotStored(Guid accountId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Polling the payments of account {AccountId} broke off.")]
    private partial void LogBroken(Guid accountId, Exception exception);
}
