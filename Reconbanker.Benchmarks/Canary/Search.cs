using System.Text.RegularExpressions;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>Looks for secrets in everything that was written, as a thief would.</summary>
internal sealed class Search(IReadOnlyList<Secret> secrets, IReadOnlyList<string> codes)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private readonly List<(Secret Secret, string Form, byte[] Bytes)> _forms =
        [.. secrets.SelectMany(secret => secret.Forms().Select(form => (secret, form.Name, form.Bytes)))];

    private readonly HashSet<Hit> _hits = [];

    public IReadOnlyCollection<Hit> Hits => _hits;
    public int Files { get; private set; }
    public long Bytes { get; private set; }

    public void Folder(string? folder)
    {
        foreach (var file in folder is not null && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", Everything) : [])
        {
            if (Read(file) is { } content)
            {
                Content(file, content);
            }
        }
    }

    public void Content(string place, ReadOnlySpan<byte> content)
    {
        Files++;
        Bytes += content.Length;
        foreach (var (secret, form, bytes) in _forms)
        {
            if (content.IndexOf(bytes) >= 0 && !secret.AllowedIn.Any(end => place.EndsWith(end, StringComparison.Ordinal)))
            {
                _hits.Add(new Hit(secret.Name, form, place));
            }
        }

        foreach (var code in codes)
        {
            // Six digits are few: only where they stand by themselves, in either width of characters.
            var text = System.Text.Encoding.Latin1.GetString(content);
            var alone = new Regex($"(?<![0-9A-Za-z._-]){code}(?![0-9A-Za-z._-])");
            if (alone.IsMatch(text) || alone.IsMatch(text.Replace("\0", "", StringComparison.Ordinal)))
            {
                _hits.Add(new Hit("one-time code", "raw", place));
            }
        }
    }

    private static byte[]? Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (IOException)
        {
            // Removed between the listing and the reading, or a lock, which holds nothing.
            return null;
        }
    }
}
