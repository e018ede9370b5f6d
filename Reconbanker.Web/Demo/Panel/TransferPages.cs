using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Panel;

/// <summary>Transfers by hand, those that wait to be booked or reversed, and the pace of those that arrive by themselves.</summary>
public static class TransferPages
{
    private const int LongestText = 140;
    private const string Section = "transfers";

    public static void MapTransfers(this IEndpointRouteBuilder panel)
    {
        panel.MapPost("/transfers", SendAsync);
        panel.MapPost("/transfers/settle", SettleAsync);
        panel.MapPost("/arrivals", ArriveAsync);
        panel.MapGet("/pending", (DemoSite site) => new PageResult<PendingTransfers>(new() { [nameof(PendingTransfers.Site)] = site }));
    }

    /// <param name="account">Number, and after a blank the currency where it has several.</param>
    private static async Task<IResult> SendAsync(
        [FromForm] string? account, [FromForm] string? payer, [FromForm] string? amount, [FromForm] string? text, [FromForm] string? state,
        DemoSite site, CancellationToken cancellationToken)
    {
        var parts = (account ?? "").Split(' ', 2);
        if (Find(site, parts[0]) is not { } to || to.Openings.All(o => o.Currency != CurrencyOf(parts, to)))
        {
            return PanelPages.Refused(site, PanelTexts.RefusedAccount);
        }

        var currency = CurrencyOf(parts, to);
        if (!IsText(payer))
        {
            return PanelPages.Refused(site, PanelTexts.RefusedPayer);
        }

        if (!IsText(text))
        {
            return PanelPages.Refused(site, PanelTexts.RefusedText);
        }

        if (ReadAmount(amount, currency) is not { } exact)
        {
            return PanelPages.Refused(site, string.Format(CultureInfo.CurrentCulture, PanelTexts.RefusedAmount, Money.Decimals(currency), currency));
        }

        if (state is not ("booked" or "pending"))
        {
            return PanelPages.Refused(site, PanelTexts.RefusedState);
        }

        var transfer = new IncomingTransfer(payer!.Trim(), exact, text!.Trim(), state == "pending" ? BookingState.Pending : BookingState.Booked)
        {
            Currency = currency,
        };
        var row = await site.Ledger.ReceiveAsync(to, transfer, cancellationToken);
        return PanelPages.Done(row.Document == "" ? "sent" : row.Document, Section);
    }

    private static async Task<IResult> SettleAsync(
        [FromForm] string? account, [FromForm] int? position, [FromForm] string? state, DemoSite site, CancellationToken cancellationToken)
    {
        if (state is not ("booked" or "reversed"))
        {
            return PanelPages.Refused(site, PanelTexts.RefusedSettle);
        }

        var to = state == "booked" ? BookingState.Booked : BookingState.Reversed;
        return Find(site, account) is { } found && await site.Ledger.SettleAsync(found, position ?? -1, to, cancellationToken)
            ? PanelPages.Done("settled", Section)
            : PanelPages.Refused(site, PanelTexts.RefusedNotPending);
    }

    /// <param name="pace">Seconds between two; 0 for off.</param>
    private static async Task<IResult> ArriveAsync([FromForm] string? account, [FromForm] string? pace, DemoSite site)
    {
        var every = Arrivals.Paces.Where(p => p.TotalSeconds.ToString(CultureInfo.InvariantCulture) == pace).Select(p => (TimeSpan?)p).FirstOrDefault();
        if (pace != "0" && every is null)
        {
            return PanelPages.Refused(site, PanelTexts.RefusedPace);
        }

        if (Find(site, account) is not { } to)
        {
            return PanelPages.Refused(site, PanelTexts.RefusedAccount);
        }

        await site.Arrivals.FollowAsync(every is { } interval ? new ArrivalPlan(to, interval) : null);
        return PanelPages.Done("arrivals", Section);
    }

    private static BankAccount? Find(DemoSite site, string? number) => site.Ledger.Accounts.FirstOrDefault(a => a.Number == number);

    private static string CurrencyOf(string[] parts, BankAccount account) => parts.Length > 1 ? parts[1] : account.Currency;

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText;

    /// <returns>Null for what is no amount above zero that the currency allows.</returns>
    private static decimal? ReadAmount(string? text, string currency) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && amount is > 0 and <= 999_999_999 && decimal.Round(amount, Money.Decimals(currency)) == amount
            ? amount
            : null;
}
