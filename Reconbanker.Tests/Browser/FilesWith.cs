using System.Text;

namespace Reconbanker.Tests.Browser;

/// <summary>Looks into every file below a folder, as a thief would.</summary>
internal static class FilesWith
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The files that hold any of the texts, in either of the encodings that browsers write.</summary>
    public static List<string> Any(IEnumerable<string> texts, string folder)
    {
        var needles = texts.SelectMany(text => (byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)]).ToList();
        return [.. Directory.EnumerateFiles(folder, "*", Everything)
            .Where(file => Read(file) is { } bytes && needles.Any(needle => bytes.AsSpan().IndexOf(needle) >= 0))];
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
            // Removed between the listing and the reading, or our own lock.
            return null;
        }
    }
}
