using Microsoft.AspNetCore.Http.HttpResults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Phone;

/// <summary>The demo phone's screen, the part of it that is fetched again when something arrives, and the buttons of an approval.</summary>
public static class PhonePages
{
    public static void MapPhone(this IEndpointRouteBuilder routes)
    {
        // Posts are judged by where they come from, for all of the demo at once: see DemoProtection.
        var phone = routes.MapGroup("/phone").DisableAntiforgery();
        phone.MapGet("", (DemoSite site) =>
            new PageResult<PhonePage>(new() { [nameof(PhonePage.Site)] = site }));
        phone.MapGet("/messages", (DemoSite site) =>
            new PageResult<PhoneThreads>(new() { [nameof(PhoneThreads.Site)] = site }));
        phone.MapChanges("/changes", services => services.GetRequiredService<DemoPhone>().Changes);
        phone.MapPost("/approvals/{id}/approve", (string id, DemoPhone phone) => Answer(phone, id, approve: true));
        phone.MapPost("/approvals/{id}/reject", (string id, DemoPhone phone) => Answer(phone, id, approve: false));
    }

    private static RedirectHttpResult Answer(DemoPhone phone, string id, bool approve)
    {
        phone.Answer(id, approve);
        return TypedResults.Redirect("/phone");
    }
}
