using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Panel;

/// <summary>The demo's own page: where to go, who can log in, a transfer to be sent, and the button that resets everything.</summary>
public static class PanelPages
{
    private const int LongestText = 140;

    public static void MapPanel(this IEndpointRouteBuilder routes)
    {
        var panel = routes.MapGroup("/demo").DisableAntiforgery();
        panel.MapGet("", Show);
        panel.MapGet("/customers", (DemoSite site) =>
            new PageResult<PanelCustomers>(new() { [nameof(PanelCustomers.Site)] = site }));
        panel.MapChanges("/changes", services => services.GetRequiredService<DemoSite>().Changes);
        panel.MapPost("/transfers", SendTransferAsync);
        panel.MapPost("/reset", ResetAsync);
    }

    private static PageResult<PanelPage> Show(DemoSite site, string? done) => new(new()
    {
        [nameof(PanelPage.Site)] = site,
        [nameof(PanelPage.Done)] = done,
    });

    private static async Task<IResult> SendTransferAsync(
        [FromForm] string? account, [FromForm] string? payer, [FromForm] string? amount, [FromForm] string? text, [FromForm] string? state,
        DemoSite site, CancellationToken cancellationToken)
    {
        var to = site.Ledger.Accounts.FirstOrDefault(a => a.Number == account);
        if (to is null || !IsText(payer) || !IsText(text) || ReadAmount(amount, to.Currency) is not { } exact)
        {
            return TypedResults.Redirect("/demo?done=refused#transfer");
        }

        var booked = state == "pending" ? BookingState.Pending : BookingState.Booked;
        var row = await site.Ledger.ReceiveAsync(to, new IncomingTransfer(payer!.Trim(), exact, text!.Trim(), booked), cancellationToken);
        return TypedResults.Redirect($"/demo?done={row.Document}#transfer");
    }

    private static async Task<IResult> ResetAsync(DemoSite site, CancellationToken cancellationToken)
    {
        await site.ResetAsync(cancellationToken);
        return TypedResults.Redirect("/demo?done=reset#reset");
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText;

    /// <returns>Null for what is no amount above zero that the currency allows.</returns>
    private static decimal? ReadAmount(string? text, string currency) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && amount is > 0 and <= 999_999_999 && decimal.Round(amount, Money.Decimals(currency)) == amount
            ? amount
            : null;
}
