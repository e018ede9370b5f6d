using System.Security.Cryptography;
using System.Text;

namespace Reconbanker.Core.People;

public enum SetupCodeCheck { Right, Wrong, Expired }

/// <summary>The code that is printed at start, so that nobody but whoever started Reconbanker becomes its first user.</summary>
public sealed class SetupCode(TimeProvider clock)
{
    /// <summary>Counted from the start of the process; a new one is made by starting again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>No characters that are mistaken for each other: 32 of them, so the code holds 40 bits.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private readonly string _code = RandomNumberGenerator.GetString(Alphabet, 8);
    private readonly DateTimeOffset _expiresAt = clock.GetUtcNow() + Lifetime;

    /// <summary>As it is printed, e.g. "7KQM-2WXA".</summary>
    public string Printed => $"{_code[..4]}-{_code[4..]}";

    /// <param name="typed">Case, spaces and hyphens do not matter.</param>
    public SetupCodeCheck Check(string? typed)
    {
        var plain = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(plain), Encoding.ASCII.GetBytes(_code));
        return !isRight ? SetupCodeCheck.Wrong
            : clock.GetUtcNow() < _expiresAt ? SetupCodeCheck.Right
            : SetupCodeCheck.Expired;
    }
}
