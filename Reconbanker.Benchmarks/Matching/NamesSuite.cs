using System.Globalization;
using CsvHelper;
using Reconbanker.Core.Matching.Names;

namespace Reconbanker.Benchmarks.Matching;

/// <summary><c>names pairs.csv</c>: scores the pairs of any file, in its order. The file has the columns name1 and name2.</summary>
public sealed class NamesSuite() : Suite("names", "FILE: scores pairs of names; the CSV file has the columns name1 and name2.")
{
    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        if (options.Arguments is not [var file])
        {
            throw new FormatException("\"names\" takes one file: names pairs.csv.");
        }

        var rows = await ReadAsync(file, stop);
        foreach (var row in rows)
        {
            await output.WriteLineAsync($"{row.Score.ToString("0.0000", CultureInfo.InvariantCulture)}  {row.Verdict,-9}  {row.Name1}  |  {row.Name2}");
        }

        return new SuiteResult([new("pairs", rows.Count)], Failure: null) { Json = rows };
    }

    private static async Task<List<Row>> ReadAsync(string file, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            throw new FormatException($"There is no file {file}.");
        }

        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        if (!await csv.ReadAsync() || !csv.ReadHeader() || csv.HeaderRecord is not { } header || !header.Contains("name1") || !header.Contains("name2"))
        {
            throw new FormatException($"The first line of {file} must name the columns name1 and name2.");
        }

        var rows = new List<Row>();
        while (await csv.ReadAsync())
        {
            stop.ThrowIfCancellationRequested();
            var (one, other) = (csv.GetField("name1") ?? "", csv.GetField("name2") ?? "");
            var compared = NameSimilarity.Compare(PayerName.Parse(one), PayerName.Parse(other));
            rows.Add(new Row(one, other, compared.Score, compared.Verdict.ToString().ToLowerInvariant()));
        }

        return rows;
    }

    internal sealed record Row(string Name1, string Name2, double Score, string Verdict);
}
