using System.Globalization;

namespace Reconbanker.Core.Trials;

/// <summary>What the addresses of a bank become in a recording: paths that look alike, and of the query only what the driver names.</summary>
internal sealed class RecordedAddresses(TextScrubber scrubber, IReadOnlySet<string> words)
{
    private readonly Dictionary<string, string> _addresses = [];
    private readonly HashSet<string> _taken = [];

    /// <param name="asked">The address that the driver asked for; null when a click led to the page.</param>
    /// <param name="found">Where the page was.</param>
    /// <returns>Path and query, which no other page has.</returns>
    public string Add(Uri? asked, Uri? found)
    {
        var original = asked ?? found ?? throw new ArgumentNullException(nameof(found), "A page that was copied has an address.");
        var plain = Scrub(original);
        var address = plain;
        for (var n = 2; !_taken.Add(address); n++)
        {
            address = string.Create(CultureInfo.InvariantCulture, $"{plain}{(plain.Contains('?', StringComparison.Ordinal) ? '&' : '?')}recorded={n}");
        }

        _addresses.TryAdd(Key(original), address);
        if (found is not null)
        {
            _addresses.TryAdd(Key(found), address);
        }

        return address;
    }

    /// <summary>The address of a page of the recording; null when an original address leads to none.</summary>
    public string? Find(string original) => Uri.TryCreate(original, UriKind.Absolute, out var uri) ? _addresses.GetValueOrDefault(Key(uri)) : null;

    // A place within a page is the same page, unless the site tells its pages apart by nothing else.
    private static string Key(Uri address) =>
        address.Fragment.StartsWith("#/", StringComparison.Ordinal) || address.Fragment.StartsWith("#!", StringComparison.Ordinal)
            ? address.AbsoluteUri
            : address.GetLeftPart(UriPartial.Query);

    private string Scrub(Uri original)
    {
        var path = string.Join('/', original.AbsolutePath.Split('/').Select(Scrub));
        var query = original.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => DriverWords.In(part[0]).All(words.Contains))
            .Select(part => part is [var name, var value] ? $"{name}={Scrub(value)}" : part[0])
            .ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private string Scrub(string escaped) => Uri.EscapeDataString(scrubber.Scrub(Uri.UnescapeDataString(escaped), TextKind.Text));
}
