using System.Globalization;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Trials;

namespace Reconbanker.Web.TryBank;

/// <summary>Prints a trial: its stages with the time that has passed, then the rows as a table, then what came of it.</summary>
internal sealed class TrialPrinter(TextWriter output, TimeProvider clock)
{
    private const int WidestText = 40;

    private static readonly string[] Headings =
    [
        TryBankTexts.ColumnDay, TryBankTexts.ColumnAmount, TryBankTexts.ColumnCurrency, TryBankTexts.ColumnState, TryBankTexts.ColumnSender,
        TryBankTexts.ColumnDescription, TryBankTexts.ColumnId,
    ];

    private readonly Lock _one = new();
    private long? _began;

    public void Enter(Stage stage)
    {
        lock (_one)
        {
            _began ??= clock.GetTimestamp();
            output.WriteLine($"  {Elapsed()}  {TrialWords.Stage(stage)}");
        }
    }

    /// <summary>Something about the stage that is under way.</summary>
    public void Say(string text)
    {
        lock (_one)
        {
            output.WriteLine($"            {text}");
        }
    }

    /// <param name="folder">Where the pages were recorded, if they were.</param>
    public void Print(TrialReport report, string? folder)
    {
        output.WriteLine($"  {Elapsed()}  {(report.Reason == StopReason.Finished ? TryBankTexts.Done : TryBankTexts.Ended)}");
        output.WriteLine();
        if (report.Window is { } window)
        {
            var account = report.BankAccounts.FirstOrDefault(o => o.Number == window.BankAccountNumber);
            output.WriteLine(Clean($"{window.BankAccountNumber}  {account?.Label}"));
            PrintTable([.. report.Rows.Select(Cells)]);
            output.WriteLine(Format(TryBankTexts.RowsRead, report.Rows.Count, window.From, window.To));
            output.WriteLine(window.CompleteThrough is { } day ? Format(TryBankTexts.Complete, day) : TryBankTexts.NotComplete);
        }

        if (report.Reason != StopReason.Finished)
        {
            output.WriteLine(TrialWords.Describe(report));
        }

        if (report.PagesRecorded is { } pages)
        {
            output.WriteLine(Format(TryBankTexts.Recorded, pages, folder));
            output.WriteLine(report.PagesMissing > 0 ? Format(TryBankTexts.PagesMissing, report.PagesMissing) : TryBankTexts.ReadThem);
        }
    }

    private static string[] Cells(ScrapedTransaction row) =>
    [
        row.BookedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        row.Amount.Amount.ToString($"N{Money.Decimals(row.Amount.Currency)}", CultureInfo.InvariantCulture),
        row.Amount.Currency,
        row.State.ToString(),
        Clean(row.SenderName ?? ""),
        Clean(row.Description ?? ""),
        Clean(row.BankId ?? ""),
    ];

    private void PrintTable(IReadOnlyList<string[]> rows)
    {
        var widths = Headings.Select((heading, i) => rows.Select(r => r[i].Length).Append(heading.Length).Max()).ToList();
        var rule = widths.Select(width => new string('─', width)).ToArray();
        foreach (var cells in (IEnumerable<string[]>)[Headings, rule, .. rows])
        {
            output.WriteLine(string.Join("  ", cells.Select((cell, i) => i == 1 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        }
    }

    // What a page says must not steer the terminal.
    private static string Clean(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c)).Trim();
        return line.Length <= WidestText ? line : string.Concat(line.AsSpan(0, WidestText - 1), "…");
    }

    private string Elapsed() => (_began is { } began ? clock.GetElapsedTime(began) : TimeSpan.Zero).ToString(@"mm\:ss\.f", CultureInfo.InvariantCulture);

    private static string Format(string text, params object?[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
