using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Reconbanker.Web.Security;

/// <summary>Bounds how often secrets can be guessed: passwords, the setup code, links.</summary>
public sealed class AttemptLimits(IOptions<SignInOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.AttemptBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = options.Value.AttemptEvery,
        }));

    /// <summary>Counts one attempt from the request's network, and one on each of the subjects.</summary>
    /// <param name="purpose">Attempts of different purposes do not count together.</param>
    /// <param name="subjects">What is being guessed at, such as an e-mail.</param>
    /// <returns>Null when the attempt may be made; else how long to wait before the next.</returns>
    public TimeSpan? Enter(string purpose, HttpContext http, params ReadOnlySpan<string> subjects)
    {
        if (Take($"{purpose} from {NetworkOf(http.Connection.RemoteIpAddress)}") is { } wait)
        {
            return wait;
        }

        foreach (var subject in subjects)
        {
            if (Take($"{purpose} on {subject}") is { } longer)
            {
                return longer;
            }
        }

        return null;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Whoever has one IPv6 address has the /64 around it.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        switch (address)
        {
            case null:
                return "";
            case { IsIPv4MappedToIPv6: true }:
                return address.MapToIPv4().ToString();
            case { AddressFamily: AddressFamily.InterNetworkV6 }:
                var bytes = address.GetAddressBytes();
                Array.Clear(bytes, 8, 8);
                return new IPAddress(bytes).ToString();
            default:
                return address.ToString();
        }
    }

    private TimeSpan? Take(string key)
    {
        using var lease = _limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : options.Value.AttemptEvery;
    }
}
