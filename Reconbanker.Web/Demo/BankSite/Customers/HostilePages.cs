using System.Globalization;
using System.Text;
using Reconbanker.Web.Demo.Faults;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>What the hostile page asks for behind its back: redirects out of the site, downloads, a page without end.</summary>
public static class HostilePages
{
    /// <summary>What the downloads are full of, so that they would be found wherever they were written.</summary>
    internal const string DownloadText = "faronda-hostile-download ";

    private const int PieceInBytes = 256 * 1024;
    private const int DownloadPieces = 200;

    // Fast enough to be a flood, slow enough that a machine survives until somebody ends it.
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(50);

    public static PathString Root { get; } = "/hostile";

    public static void MapHostilePages(this IEndpointRouteBuilder routes)
    {
        var hostile = routes.MapGroup(Root.Value!).AddEndpointFilter(async (context, next) =>
        {
            var session = BankSession.Of(context.HttpContext);
            return session is { Customer: Hostile, IsSignedIn: true } ? await next(context) : BankPages.Elsewhere(session, context.HttpContext);
        });
        hostile.MapGet("/away/{to}", Away);
        hostile.MapGet("/download", DownloadAsync);
        hostile.MapGet("/huge", (HttpContext context, TimeProvider clock) => StreamWithoutEndAsync(context, clock));
    }

    /// <summary>An answer of rows that never ends, until the reader has had enough.</summary>
    public static async Task StreamWithoutEndAsync(HttpContext context, TimeProvider clock)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("<!DOCTYPE html><title>…</title><table>", context.RequestAborted);
        var row = "<tr><td>" + new string('x', 1_000) + "</td></tr>";
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, PieceInBytes / row.Length)));
        await SendAsync(context, piece, int.MaxValue, clock);
    }

    private static IResult Away(string to, DemoSite site)
    {
        var port = site.Faults.Settings.HostilePort.ToString(CultureInfo.InvariantCulture);
        return to switch
        {
            HostileMode.Loopback => TypedResults.Redirect($"http://127.0.0.1:{port}/redirected"),
            HostileMode.Lan => TypedResults.Redirect("http://192.168.0.1/"),
            HostileMode.Metadata => TypedResults.Redirect("http://169.254.169.254/latest/meta-data/"),
            HostileMode.File => TypedResults.Redirect("file:///etc/passwd"),
            _ => BankPages.NotFound(null),
        };
    }

    private static Task DownloadAsync(HttpContext context, TimeProvider clock)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"statement.exe\"";
        var piece = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(DownloadText, PieceInBytes / DownloadText.Length)));
        return SendAsync(context, piece, DownloadPieces, clock);
    }

    private static async Task SendAsync(HttpContext context, byte[] piece, int times, TimeProvider clock)
    {
        try
        {
            for (var i = 0; i < times; i++)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                await Task.Delay(BetweenPieces, clock, context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone, as it should.
        }
    }
}
