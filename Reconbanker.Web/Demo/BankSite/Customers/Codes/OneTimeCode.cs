using System.Globalization;
using System.Security.Cryptography;

namespace Reconbanker.Web.Demo.BankSite.Customers.Codes;

/// <summary>The code of one login: six digits, good once and for a minute, in memory only. A new one voids the one before.</summary>
public sealed class OneTimeCode(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Tries _tries = new();
    private string? _code;
    private DateTimeOffset _expiresAt;

    /// <summary>How long the code is still good; zero when it is not.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            lock (_lock)
            {
                var left = _expiresAt - clock.GetUtcNow();
                return _code is null || left < TimeSpan.Zero ? TimeSpan.Zero : left;
            }
        }
    }

    public string Renew()
    {
        lock (_lock)
        {
            _expiresAt = clock.GetUtcNow() + Lifetime;
            return _code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        }
    }

    public void Expire()
    {
        lock (_lock)
        {
            _expiresAt = clock.GetUtcNow();
        }
    }

    public Verdict Confirm(string code)
    {
        lock (_lock)
        {
            if (TimeLeft == TimeSpan.Zero)
            {
                return Verdict.Late;
            }

            var verdict = _tries.Judge(code == _code);
            if (verdict == Verdict.Right)
            {
                _code = null;
            }

            return verdict;
        }
    }
}
