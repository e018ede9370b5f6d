using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Webhooks;

/// <summary>What goes out in one attempt, with its secrets opened.</summary>
/// <param name="SigningSecrets">The newest first, and beside it the one before while that is still valid; none for no signature.</param>
public sealed record WebhookRequest(
    Uri Url, string EventId, byte[] Body, AuthScheme Scheme, SecretText? Token, IReadOnlyList<SecretText> SigningSecrets);

/// <summary>What came back.</summary>
/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Text">Cleaned beginning of the answer; null when there was none.</param>
/// <param name="RetryAfter">How long the receiver asked us to wait, above zero.</param>
/// <param name="SentHeaders">The headers of the request, one a line, with the token masked; null when there was no request.</param>
public sealed record WebhookAnswer(
    AttemptOutcome Outcome, int? StatusCode = null, string? Text = null, TimeSpan? RetryAfter = null, string? SentHeaders = null);

/// <summary>Posts one event once, and says what became of it.</summary>
public sealed class WebhookSender(OutboundGuard guard, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const int MostBytesRead = 20_000;

    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came first: what the receiver got is unknown.</exception>
    public async Task<WebhookAnswer> SendAsync(WebhookRequest request, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        using var message = Message(request);
        var headers = Describe(message);
        int? status = null;
        try
        {
            using var response = await guard.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            status = (int)response.StatusCode;
            var text = await ReadAsync(response, request, either.Token);
            return new WebhookAnswer(Judge(status.Value), status, text, OutboundMessages.RetryAfter(response, clock), headers);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            stop.ThrowIfCancellationRequested();
            return new WebhookAnswer(deadline.IsCancellationRequested ? AttemptOutcome.TimedOut : Judge(e), status, SentHeaders: headers);
        }
    }

    private HttpRequestMessage Message(WebhookRequest request)
    {
        var message = OutboundMessages.Make(HttpMethod.Post, request.Url, request.Body, request.Scheme, request.Token);
        if (request.SigningSecrets.Count > 0)
        {
            foreach (var (name, value) in Signature.Headers(request.EventId, clock.GetUtcNow(), request.Body, request.SigningSecrets))
            {
                message.Headers.Add(name, value);
            }
        }

        return message;
    }

    private static string Describe(HttpRequestMessage message) => string.Join('\n', message.Headers.Concat(message.Content!.Headers)
        .Select(header => (header.Key, Value: string.Join(' ', header.Value)))
        .Select(header => header.Key == "Authorization" ? $"{header.Key}: {header.Value.Split(' ')[0]} •••" : $"{header.Key}: {header.Value}"));

    /// <summary>The beginning of the answer; the rest is left unread, and with it the connection.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, WebhookRequest request, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytesRead];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return AnswerText.Clean(buffer.AsSpan(0, length), request.Url, request.Token?.Reveal());
    }

    /// <summary>Cancelled by nobody is how the client says that connecting took too long.</summary>
    private static AttemptOutcome Judge(Exception failure) => failure switch
    {
        OperationCanceledException => AttemptOutcome.TimedOut,
        { InnerException: AddressNotAllowedException } => AttemptOutcome.AddressNotAllowed,
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            AttemptOutcome.HostUnknown,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => AttemptOutcome.TlsFailed,
        _ => AttemptOutcome.ConnectionFailed,
    };

    private static AttemptOutcome Judge(int status) => status switch
    {
        >= 200 and < 300 => AttemptOutcome.Delivered,
        >= 300 and < 400 => AttemptOutcome.Redirected,
        _ => AttemptOutcome.Refused,
    };
}
