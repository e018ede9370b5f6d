using System.Text;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Makes what nobody expects: the same for the same seed. Not safe for threads.</summary>
internal sealed class Nonsense(int seed)
{
    private static readonly string[] Texts =
    [
        "", " ", "\0", "\r\n", "\t", "'", "\"", "<script>alert(1)</script>", "{}", "[]", "null", "true", "NaN", "-0", "1e400", "99999999999999999999",
        "1.234,56", "1,234.56", "٣٤٥", "１２３", "𝟙𝟚", "\u202e", "\ufeff", "\ud800", "e\u0301", "%", "%00", "%zz", "%252e%252e", "../../etc/passwd",
        "'; DROP TABLE Accounts; --", "${jndi:ldap://x}", "=1+1", "http://", "http://[", "http://[::1", "http://a..b/", "http://a@b@c/", "file:///etc/passwd",
        "javascript:alert(1)", "//host", "\\\\host\\share", "00000000-0000-0000-0000-000000000000", "2026-02-30", "31/02/2026", "9999-12-31", "0001-01-01",
        "a@b", "@", "Bearer", "Bearer  x", "Content-Length: 5", "😀", "İ", "ß", "-", "--", "\u2212" + "5", "1_000", "+1", ".5", "5.", "0x10", "1 000,00",
    ];

    private readonly Random _dice = new(seed);

    public int Next(int below) => _dice.Next(below);

    public T Of<T>(IReadOnlyList<T> from) => from[_dice.Next(from.Count)];

    /// <summary>One of the texts that break things, long ones among them, or a broken version of what was expected.</summary>
    public string Text(string expected = "") => _dice.Next(8) switch
    {
        0 or 1 or 2 => Of(Texts),
        3 => new string(Of(Texts).FirstOrDefault('x'), _dice.Next(1, 5000)),
        4 => Of(Texts) + Of(Texts),
        5 => expected,
        _ => Break(expected.Length > 0 ? expected : Of(Texts)),
    };

    /// <summary>Some characters changed, taken out, doubled or put in.</summary>
    public string Break(string text)
    {
        var result = new StringBuilder(text);
        for (var change = _dice.Next(1, 4); change > 0; change--)
        {
            var at = _dice.Next(result.Length + 1);
            switch (_dice.Next(4))
            {
                case 0 when at < result.Length:
                    result[at] = (char)_dice.Next(0x20, 0x180);
                    break;
                case 1 when at < result.Length:
                    result.Remove(at, _dice.Next(1, Math.Min(8, result.Length - at) + 1));
                    break;
                case 2 when at < result.Length:
                    result.Insert(at, result.ToString(at, Math.Min(20, result.Length - at)));
                    break;
                default:
                    result.Insert(at, Of(Texts));
                    break;
            }
        }

        return result.ToString();
    }

    /// <summary>The same with bytes.</summary>
    public byte[] Break(byte[] bytes)
    {
        var result = new List<byte>(bytes);
        for (var change = _dice.Next(1, 6); change > 0; change--)
        {
            var at = _dice.Next(result.Count + 1);
            switch (_dice.Next(4))
            {
                case 0 when at < result.Count:
                    result[at] = (byte)_dice.Next(256);
                    break;
                case 1 when at < result.Count:
                    result.RemoveRange(at, _dice.Next(1, Math.Min(40, result.Count - at) + 1));
                    break;
                case 2 when at < result.Count:
                    result.InsertRange(at, result.GetRange(at, Math.Min(60, result.Count - at)));
                    break;
                default:
                    result.InsertRange(at, Encoding.UTF8.GetBytes(Of(Texts)));
                    break;
            }
        }

        return [.. result];
    }
}
