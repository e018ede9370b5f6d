using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>The demo shop's back office, and where it takes webhooks.</summary>
public static class ShopPages
{
    public static void MapShop(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/shop").DisableAntiforgery();
        shop.MapGet("", (DemoSite site) => Show(site, isRefused: false));
        shop.MapGet("/received", (DemoSite site) => new PageResult<ReceivedWebhooks>(new() { [nameof(ReceivedWebhooks.Site)] = site }));
        shop.MapChanges("/changes", services => services.GetRequiredService<DemoSite>().Changes);
        shop.MapPost("/secret", UseSecret);
        shop.MapPost("/webhooks", ReceiveAsync);
        shop.MapExpected();
    }

    /// <summary>The shop's page with what is wrong with what was posted.</summary>
    internal static IResult Refused(DemoSite site, string problem) => new PageResult<ShopPage>(
        new() { [nameof(ShopPage.Site)] = site, [nameof(ShopPage.IsSecretRefused)] = false, [nameof(ShopPage.Problem)] = problem },
        StatusCodes.Status400BadRequest);

    private static PageResult<ShopPage> Show(DemoSite site, bool isRefused) => new(
        new() { [nameof(ShopPage.Site)] = site, [nameof(ShopPage.IsSecretRefused)] = isRefused },
        isRefused ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static IResult UseSecret([FromForm] string? secret, DemoSite site)
    {
        var text = secret?.Trim() ?? "";
        if (text != "" && !WebhookSignature.IsSecret(text))
        {
            return Show(site, isRefused: true);
        }

        site.Shop.UseSecret(text == "" ? null : text);
        return TypedResults.Redirect("/shop");
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, DemoShop shop, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        var told = shop.Receive(context.Request.Headers, body.ToArray());
        switch (told.ShopAnswer)
        {
            case ShopAnswers.Slow:
                await Task.Delay(TimeSpan.FromSeconds(told.ShopDelaySeconds), clock, cancellationToken);
                return TypedResults.Ok();
            case ShopAnswers.Error:
                return TypedResults.StatusCode(StatusCodes.Status500InternalServerError);
            case ShopAnswers.TooMany:
                context.Response.Headers.RetryAfter = told.ShopRetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
            case ShopAnswers.Closed:
                context.Abort();
                return TypedResults.Empty;
            default:
                return TypedResults.Ok();
        }
    }
}
