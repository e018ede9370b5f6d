namespace Reconbanker.Core.Matching.Names;

/// <summary>Lists of names and words that lie beside this class, one entry a line; lines that begin with # are for people.</summary>
internal static class NameLists
{
    public static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(NameLists).Assembly.GetManifestResourceStream($"names/{file}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }

    public static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
