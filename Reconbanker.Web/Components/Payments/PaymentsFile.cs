using System.Globalization;
using System.Security.Claims;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Payments;

/// <summary>The payments of a filter as a CSV file, handed over as it is read.</summary>
public static class PaymentsFile
{
    public const string Path = "/payments/payments.csv";

    /// <summary>Payments that are read, and handed over, at a time.</summary>
    public const int Batch = 250;

    // What a spreadsheet would take for a formula is a text there: payers write their names themselves.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    private static readonly string[] Columns =
    [
        "external_id", "account", "amount", "currency", "payer", "reference", "state", "state_since", "registered_at", "expires_at", "due_at", "best_score",
    ];

    public static void MapPaymentsFile(this IEndpointRouteBuilder routes) => routes.MapGet(Path, Download).RequireAuthorization();

    private static PushStreamHttpResult Download(
        [AsParameters] PaymentQuery query, ClaimsPrincipal user, HttpContext http, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock)
    {
        var filter = query.Filter(user.UserId(), clock.LocalTimeZone);
        return TypedResults.Stream(
            target => WriteAsync(target, filter, databases, clock, http.RequestAborted), "text/csv; charset=utf-8", "payments.csv");
    }

    private static async Task WriteAsync(
        Stream target, PaymentFilter filter, IDbContextFactory<ReconbankerDb> databases, TimeProvider clock, CancellationToken cancellationToken)
    {
        // With the mark by which spreadsheets know UTF-8.
        await using var text = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, Form, leaveOpen: true);
        foreach (var column in Columns)
        {
            csv.WriteField(column);
        }

        await csv.NextRecordAsync();
        PaymentCursor? place = null;
        do
        {
            // A slow reader holds no view of the database open.
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var page = await ListedPayments.ReadAsync(db, filter, place, Batch, clock, cancellationToken);
            foreach (var row in page.Rows)
            {
                Write(csv, row);
                await csv.NextRecordAsync();
            }

            await csv.FlushAsync();
            place = page.Next;
        }
        while (place is not null);
    }

    private static void Write(CsvWriter csv, ListedPayment row)
    {
        csv.WriteField(row.ExternalId);
        csv.WriteField(row.AccountName);
        csv.WriteField(row.Amount.Amount.ToString("0.00##", CultureInfo.InvariantCulture));
        csv.WriteField(row.Amount.Currency);
        csv.WriteField(row.PayerName);
        csv.WriteField(row.Reference);
        csv.WriteField(row.State.ToString().ToLowerInvariant());
        csv.WriteField(Text(row.StateSince));
        csv.WriteField(Text(row.RegisteredAt));
        csv.WriteField(Text(row.ExpiresAt));
        csv.WriteField(Text(row.DueAt));
        csv.WriteField(row.BestScore?.ToString("0.####", CultureInfo.InvariantCulture));
    }

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
