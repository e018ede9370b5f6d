using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>The lines before the body of an HTTP/1 message, byte for byte: nothing in them is understood that two readers may understand differently.</summary>
internal sealed record HttpHead(string StartLine, IReadOnlyList<HttpField> Fields)
{
    /// <summary>Servers take less; longer is no head.</summary>
    private const int LongestInBytes = 64 * 1024;

    private static readonly byte[] End = "\r\n\r\n"u8.ToArray();

    /// <summary>Reads up to the empty line and leaves what follows unread; null when the other side ended before it.</summary>
    /// <exception cref="InvalidDataException">It is no head, or too long a one.</exception>
    public static async Task<HttpHead?> ReadAsync(PipeReader from, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await from.ReadAsync(cancellationToken);
            if (Find(read.Buffer) is { } rest)
            {
                var head = Parse(Encoding.Latin1.GetString(read.Buffer.Slice(0, rest)));
                from.AdvanceTo(rest);
                return head ?? throw new InvalidDataException("This is no head of a message.");
            }

            if (read.Buffer.Length > LongestInBytes)
            {
                throw new InvalidDataException("The head of the message does not end.");
            }

            from.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <param name="text">With the empty line at its end.</param>
    /// <returns>Null when it is no head.</returns>
    internal static HttpHead? Parse(string text)
    {
        if (!text.EndsWith("\r\n\r\n", StringComparison.Ordinal) || text.Length > LongestInBytes)
        {
            return null;
        }

        var lines = text[..^4].Split("\r\n");
        var fields = lines.Skip(1).Select(HttpField.Parse).ToList();
        return lines.Any(line => line.AsSpan().ContainsAny('\r', '\n', '\0')) || fields.Contains(null)
            ? null
            : new HttpHead(lines[0], [.. fields.OfType<HttpField>()]);
    }

    /// <summary>Every value of the fields of a name, which are lists parted by commas.</summary>
    public IEnumerable<string> Values(string name) => Fields
        .Where(field => field.Is(name))
        .SelectMany(field => field.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public HttpHead Without(params IEnumerable<string> names) =>
        this with { Fields = [.. Fields.Where(field => !names.Any(field.Is))] };

    public HttpHead With(string name, string value) => this with { Fields = [.. Fields, new HttpField(name, value)] };

    public byte[] ToBytes() =>
        Encoding.Latin1.GetBytes(string.Concat([StartLine, "\r\n", .. Fields.SelectMany(f => (string[])[f.Name, ": ", f.Value, "\r\n"]), "\r\n"]));

    private static SequencePosition? Find(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, End) ? reader.Position : null;
    }
}

/// <summary>One line of a head.</summary>
internal sealed record HttpField(string Name, string Value)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Null when the line is none: also one that continues the line before it, or has blanks before its colon.</summary>
    public static HttpField? Parse(string line) =>
        line.IndexOf(':') is > 0 and var colon && !line.AsSpan(0, colon).ContainsAnyExcept(NameCharacters)
            ? new HttpField(line[..colon], line[(colon + 1)..].Trim(' ', '\t'))
            : null;

    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
