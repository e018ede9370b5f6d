using System.Text;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Shop;

/// <summary>The demo shop's back office, and where it takes webhooks.</summary>
public static class ShopPages
{
    public static void MapShop(this IEndpointRouteBuilder routes)
    {
        var shop = routes.MapGroup("/shop");
        shop.MapGet("", (DemoShop shop, DemoSite site) => new PageResult<ShopPage>(new()
        {
            [nameof(ShopPage.Received)] = shop.Received,
            [nameof(ShopPage.WebhookAddress)] = site.ShopWebhookAddress,
        }));
        shop.MapGet("/received", (DemoShop shop) =>
            new PageResult<ReceivedWebhooks>(new() { [nameof(ReceivedWebhooks.Received)] = shop.Received }));
        shop.MapChanges("/changes", services => services.GetRequiredService<DemoShop>().Changes);
        shop.MapPost("/webhooks", ReceiveAsync);
    }

    private static async Task<IResult> ReceiveAsync(HttpRequest request, DemoShop shop, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        shop.Receive(request.Headers, await reader.ReadToEndAsync(cancellationToken));
        return TypedResults.Ok();
    }
}
