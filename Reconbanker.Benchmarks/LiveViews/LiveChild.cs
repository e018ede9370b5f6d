namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>
/// What the suite runs in processes of its own, so that their CPU can be told apart: the app, or the plain peers. A child says "key value" on
/// lines that begin with the mark, and ends when its input does, which is when the bench is gone.
/// </summary>
internal static class LiveChild
{
    /// <summary>The first word of its command line.</summary>
    public const string Word = "live-child";

    /// <summary>Begins every line that it says to the bench.</summary>
    public const string Mark = "bench: ";

    public static async Task<int> RunAsync(string[] words)
    {
        switch (words)
        {
            case ["app", var folder, var target]:
                await AppChild.RunAsync(folder, new Uri(target));
                return 0;
            case ["plain", var browser, var target]:
                await PlainChild.RunAsync(browser, new Uri(target));
                return 0;
            default:
                return 2;
        }
    }

    public static void Say(string key, object? value = null) => Console.Out.WriteLine($"{Mark}{key} {value}".TrimEnd());

    /// <summary>What the bench asks for, until it is gone.</summary>
    public static async IAsyncEnumerable<string> AskedAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            yield return line;
        }
    }
}
