namespace Reconbanker.Tests.Support;

/// <summary>The sources that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>Where the solution lies.</summary>
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Reconbanker.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not lie below their sources.");
        }

        return folder;
    }
}
