using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Core;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>The payments that the shop expects: its endpoint, and the visitor's forms to add and remove them.</summary>
public static class ExpectedPages
{
    private const int LongestText = 140;
    private const decimal Largest = 1_000_000m;

    public static void MapExpected(this IEndpointRouteBuilder shop)
    {
        shop.MapMethods("/payments", [HttpMethods.Get, HttpMethods.Post], List);
        shop.MapGet("/expected", (DemoSite site) => new PageResult<ExpectedList>(new() { [nameof(ExpectedList.Site)] = site }));
        shop.MapPost("/expected", Add);
        shop.MapPost("/expected/remove", Remove);
    }

    private static JsonHttpResult<IEnumerable<Dictionary<string, object?>>> List(DemoSite site) => TypedResults.Json(site.Shop.Expected.List().Select(p => new Dictionary<string, object?>
    {
        ["external_id"] = p.Id,
        ["amount"] = p.Amount.Amount.ToString(CultureInfo.InvariantCulture),
        ["currency"] = p.Amount.Currency,
        ["name"] = p.Name,
        ["reference"] = p.Reference,
    }));

    private static IResult Add(
        [FromForm] string? id, [FromForm] string? amount, [FromForm] string? currency, [FromForm] string? name, [FromForm] string? reference, DemoSite site)
    {
        if (Text(id) is not { } known || new[] { id, name, reference }.Any(text => text?.Length > LongestText))
        {
            return ShopPages.Refused(site, ShopTexts.ExpectedRefusedId);
        }

        if (currency is not ("USD" or "UYU"))
        {
            return ShopPages.Refused(site, ShopTexts.ExpectedRefusedCurrency);
        }

        if (!decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) || exact is <= 0 or > Largest
            || decimal.Round(exact, Money.Decimals(currency)) != exact)
        {
            return ShopPages.Refused(site, ShopTexts.ExpectedRefusedAmount);
        }

        return site.Shop.Expected.TryAdd(new ExpectedPayment(known, new Money(exact, currency), Text(name), Text(reference), Status: null))
            ? TypedResults.Redirect("/shop#expected")
            : ShopPages.Refused(site, ShopTexts.ExpectedFull);
    }

    private static RedirectHttpResult Remove([FromForm] string? id, DemoSite site)
    {
        site.Shop.Expected.Remove(id ?? "");
        return TypedResults.Redirect("/shop#expected");
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
