using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Security;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Payments;

/// <summary>What came of asking once.</summary>
/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Detail">See <see cref="PaymentPoll.Detail"/>.</param>
/// <param name="RetryAfter">How long the endpoint asked us to wait, above zero.</param>
public sealed record PollAnswer(PollOutcome Outcome, PolledPayments Payments, int? StatusCode = null, string? Detail = null, TimeSpan? RetryAfter = null);

/// <summary>Asks a user's endpoint for payments once, and reads the answer while it streams in. Stores nothing.</summary>
public sealed class PaymentClient(OutboundGuard guard, IOptions<PaymentOptions> options, TimeProvider clock)
{
    private const int MostBytesShown = 2000;

    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first.</exception>
    internal async Task<PollAnswer> AskAsync(PaymentEndpoint endpoint, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        int? status = null;
        try
        {
            using var message = endpoint.Message();
            using var response = await guard.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)response.StatusCode;
            return await ReadAsync(response, endpoint, either.Token) with { StatusCode = status, RetryAfter = OutboundMessages.RetryAfter(response, clock) };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = deadline.IsCancellationRequested || e is OperationCanceledException ? PollOutcome.TimedOut
                : e.InnerException is AddressNotAllowedException ? PollOutcome.AddressNotAllowed
                : PollOutcome.NotReachable;
            return new PollAnswer(outcome, new PolledPayments(), status);
        }
    }

    private static async Task<PollAnswer> ReadAsync(HttpResponseMessage response, PaymentEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var refusal = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => PollOutcome.NotAuthorized,
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => IsJson(response) ? PollOutcome.Complete : PollOutcome.NotJson,
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => PollOutcome.Redirected,
            _ => PollOutcome.BadStatus,
        };
        if (refusal is PollOutcome.NotAuthorized or PollOutcome.Redirected)
        {
            // What such an answer says is mostly what was sent, secrets and all.
            return new PollAnswer(refusal, new PolledPayments());
        }

        if (refusal != PollOutcome.Complete)
        {
            var beginning = new byte[MostBytesShown];
            var length = await body.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
            var type = refusal == PollOutcome.NotJson && response.Content.Headers.ContentType?.MediaType is { } media ? $"{media}: " : "";
            return new PollAnswer(refusal, new PolledPayments(), Detail: Shown(type, beginning.AsSpan(0, length), endpoint));
        }

        var reader = new PollReader(body);
        var outcome = await reader.ReadAsync(cancellationToken);
        var detail = outcome is PollOutcome.NotJson or PollOutcome.NoList ? Shown("", reader.Unread, endpoint) : null;
        return new PollAnswer(outcome, reader.Payments, Detail: detail);
    }

    private static bool IsJson(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is { } type && type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && response.Content.Headers.ContentEncoding.Count == 0;

    private static string? Shown(string before, ReadOnlySpan<byte> bytes, PaymentEndpoint endpoint)
    {
        var cleaned = AnswerText.Clean(
            [.. Encoding.UTF8.GetBytes(before), .. bytes[..Math.Min(bytes.Length, MostBytesShown)]], endpoint.Url, endpoint.Token?.Reveal(), [.. endpoint.Secrets()]);
        var length = Math.Min(cleaned.Length, PaymentPoll.DetailMaxLength);
        return length == 0 ? null : cleaned[..(char.IsHighSurrogate(cleaned[length - 1]) ? length - 1 : length)];
    }
}
