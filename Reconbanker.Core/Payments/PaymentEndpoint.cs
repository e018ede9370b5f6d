using System.Text;
using System.Text.Json;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Payments;

/// <summary>Where a user's pending payments are asked for, with its secrets opened: for one poll, in memory alone.</summary>
/// <param name="Body">JSON that a POST sends; null sends an empty object.</param>
internal sealed record PaymentEndpoint(Uri Url, PollMethod Method, SecretText? Body, AuthScheme Scheme, SecretText? Token)
{
    /// <summary>Values of the body that are shorter than this are no secrets, and too common to hide.</summary>
    private const int ShortestSecret = 6;

    /// <remarks>A GET has a content of no bytes, since the contract says that the content type is always sent.</remarks>
    public HttpRequestMessage Message() => Method == PollMethod.Post
        ? OutboundMessages.Make(HttpMethod.Post, Url, Encoding.UTF8.GetBytes(Body?.Reveal() ?? "{}"), Scheme, Token)
        : OutboundMessages.Make(HttpMethod.Get, Url, [], Scheme, Token);

    /// <summary>What an answer may repeat and nobody may read there.</summary>
    public IEnumerable<string> Secrets()
    {
        if (Body is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(Body.Reveal());
        return [.. Texts(document.RootElement).Where(text => text.Length >= ShortestSecret)];
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Texts(field.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        _ => [],
    };
}
