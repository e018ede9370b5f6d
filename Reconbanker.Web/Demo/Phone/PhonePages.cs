using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Phone;

/// <summary>The demo phone's screen, and the part of it that is fetched again when an SMS arrives.</summary>
public static class PhonePages
{
    public static void MapPhone(this IEndpointRouteBuilder routes)
    {
        var phone = routes.MapGroup("/phone");
        phone.MapGet("", (DemoPhone phone) =>
            new PageResult<PhonePage>(new() { [nameof(PhonePage.Messages)] = phone.Messages }));
        phone.MapGet("/messages", (DemoPhone phone) =>
            new PageResult<PhoneMessages>(new() { [nameof(PhoneMessages.Messages)] = phone.Messages }));
        phone.MapChanges("/changes", phone => phone.GetRequiredService<DemoPhone>().Changes);
    }
}
