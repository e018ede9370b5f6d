using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Which movements of an account are asked for, as it stands in the address; what is empty or makes no sense asks for nothing.</summary>
/// <param name="Q">Part of the description, the counterparty or the document, whatever the case.</param>
/// <param name="From">First day, yyyy-MM-dd.</param>
/// <param name="To">Last day, yyyy-MM-dd.</param>
/// <param name="Kind">"in" or "out".</param>
public sealed record MovementFilter(string? Q, string? From, string? To, string? Kind)
{
    public bool IsEmpty => Text is null && Day(From) is null && Day(To) is null && Kind is not ("in" or "out");

    private string? Text => string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();

    public IReadOnlyList<StatementLine> Of(IReadOnlyList<StatementLine> lines) => IsEmpty ? lines : [.. lines.Where(l => Shows(l.Row))];

    /// <summary>The address of a page of what is shown, relative to the account's own.</summary>
    public string Page(int page)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Q), ("from", From), ("to", To), ("kind", Kind) })
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }

    private bool Shows(LedgerRow row) =>
        (Day(From) is not { } from || row.BookedOn >= from)
        && (Day(To) is not { } to || row.BookedOn <= to)
        && (Kind is not ("in" or "out") || row.Amount > 0 == (Kind == "in"))
        && (Text is not { } text || Has(row.Description, text) || Has(row.Counterparty, text) || Has(row.Document, text));

    // People search for "Nunez" and mean "Núñez".
    private static bool Has(string? whole, string part) => whole is not null
        && CultureInfo.InvariantCulture.CompareInfo.IndexOf(whole, part, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
