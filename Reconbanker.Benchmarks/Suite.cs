namespace Reconbanker.Benchmarks;

/// <summary>One measurement or proof that anyone can run: <c>dotnet run -c Release --project Reconbanker.Benchmarks -- NAME</c>.</summary>
/// <param name="name">What follows the <c>--</c>.</param>
/// <param name="summary">One line of the help.</param>
public abstract class Suite(string name, string summary)
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    /// <summary>The faults that <c>--bug</c> can plant. With any of them the suite must fail, or it proves nothing.</summary>
    public virtual IReadOnlyList<string> Bugs => [];

    /// <param name="output">For people: a table, progress.</param>
    /// <exception cref="FormatException">What was given cannot be used; says what is wrong with it.</exception>
    public abstract Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop);
}
