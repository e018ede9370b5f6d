using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Alerts;

/// <summary>Sends alerts at once by every channel that their user wants. Whoever raises one never waits for it.</summary>
/// <remarks>In memory alone: who is called now is of no use after a restart, which ends the session that called.</remarks>
public sealed partial class Alerter(
    AssistanceAlerts assistance, IEnumerable<AlertChannel> channels, HelpLinks links, WebhookSender sender, IOptions<LinkOptions> options,
    TimeProvider clock, ILogger<Alerter> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan[] RetryDelays =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45)];

    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly CancellationTokenSource _stop = new();

    /// <param name="over">Cancelled when nobody needs to be called any more: it is not tried again then.</param>
    public void Raise(AssistanceAlert alert, CancellationToken over)
    {
        var id = Guid.CreateVersion7();
        var sending = new Task<Task>(() => SendAsync(alert, id, over));
        _underWay[id] = sending.Unwrap();
        sending.Start(TaskScheduler.Default);
    }

    /// <summary>Sends one alert by one channel, once.</summary>
    public async Task<WebhookAnswer> SendAsync(AlertChannel channel, AlertTarget target, Alert alert, string id, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(channel.Write(target, alert, id), cancellationToken);
        }
        catch (CryptographicException)
        {
            return new WebhookAnswer(AttemptOutcome.SecretUnusable);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync(AssistanceAlert alert, Guid id, CancellationToken over)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, over);
            if (await assistance.ReadAsync(alert.RequestId, either.Token) is { Target: { } target } facts)
            {
                var wanted = channels.Where(channel => channel.IsOn(target));
                await Task.WhenAll(wanted.Select(channel => SendAsync(channel, target, facts, alert, id, either.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody needs to be called any more.
        }
        catch (Exception e)
        {
            // The type and the place only: a message may hold an address.
            LogFailed(alert.RequestId, e.GetType().Name, e.StackTrace);
        }
        finally
        {
            _underWay.TryRemove(id, out _);
        }
    }

    private async Task SendAsync(
        AlertChannel channel, AlertTarget target, AssistanceFacts facts, AssistanceAlert alert, Guid id, CancellationToken cancellationToken)
    {
        // Each channel has a link of its own: each can be used once.
        var link = options.Value.AddressOr(target.SavedAddress) is { } dashboard
            ? HelpLinks.AddressOf(dashboard, await links.MakeAsync(facts.OwnerId, facts.Request.Id, cancellationToken))
            : null;
        var written = assistance.Write(facts, alert.WasSentAgain, link);
        for (var tried = 0; ; tried++)
        {
            var answer = await SendAsync(channel, target, written, $"alert_{id:N}", cancellationToken);
            if (answer.Outcome == AttemptOutcome.Delivered)
            {
                LogSent(channel.Name, facts.Request.Id);
                return;
            }

            LogNotSent(channel.Name, facts.Request.Id, answer.Outcome, answer.StatusCode, tried + 1);
            if (tried == RetryDelays.Length)
            {
                return;
            }

            await Task.Delay(RetryDelays[tried], clock, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Information, "Called by {Channel} for assistance request {RequestId}.")]
    private partial void LogSent(string channel, Guid requestId);

    [LoggerMessage(LogLevel.Warning, "The {Channel} call for assistance request {RequestId} failed: {Outcome} {StatusCode}, attempt {Attempt}.")]
    private partial void LogNotSent(string channel, Guid requestId, AttemptOutcome outcome, int? statusCode, int attempt);

    [LoggerMessage(LogLevel.Error, "The call for assistance request {RequestId} failed with {ExceptionType}. {Place}")]
    private partial void LogFailed(Guid requestId, string exceptionType, string? place);
}
