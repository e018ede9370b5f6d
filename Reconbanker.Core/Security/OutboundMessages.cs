using System.Net.Http.Headers;
using Reconbanker.Core.Accounts;

namespace Reconbanker.Core.Security;

/// <summary>What every request to a user's system says of us, and what its answer may ask of us.</summary>
internal static class OutboundMessages
{
    /// <summary>Who asks for more patience than this is asked again anyway.</summary>
    private static readonly TimeSpan LongestPatience = TimeSpan.FromDays(1);

    private static readonly ProductInfoHeaderValue Product =
        new("Reconbanker", typeof(OutboundMessages).Assembly.GetName().Version!.ToString(3));

    /// <summary>A request that carries JSON and asks for JSON.</summary>
    /// <param name="token">Null sends no Authorization header.</param>
    public static HttpRequestMessage Make(HttpMethod method, Uri url, byte[] json, AuthScheme scheme, SecretText? token)
    {
        var message = new HttpRequestMessage(method, url) { Content = new ByteArrayContent(json) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        message.Headers.UserAgent.Add(Product);
        if (token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue(scheme == AuthScheme.ApiKey ? "Api-Key" : "Bearer", token.Reveal());
        }

        return message;
    }

    /// <summary>How long an answer asks us to wait, above zero; null when it does not.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>The later of our own plan and what was asked for, which counts up to a day.</summary>
    public static TimeSpan AtLeast(TimeSpan planned, TimeSpan? asked)
    {
        var patience = asked < LongestPatience ? asked.Value : asked is null ? TimeSpan.Zero : LongestPatience;
        return patience > planned ? patience : planned;
    }
}
