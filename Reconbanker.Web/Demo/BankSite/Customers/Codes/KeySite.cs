using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Codes;

/// <summary>
/// The company whose page the bank shows in a frame: a site of another name, which shares no cookie with the bank and knows a login by a
/// key. The key comes behind the # of the frame's address, which no browser sends and no log sees.
/// </summary>
internal static class KeySite
{
    private const string Path = "/key";

    /// <summary>Its name, given the bank's. Chromium takes the two for different sites.</summary>
    public static string HostBeside(string bankHost) =>
        bankHost.EndsWith(".localhost", StringComparison.Ordinal) ? "faronda-key.localhost" : "localhost";

    /// <summary>What the bank's page must show in its frame.</summary>
    public static Uri FrameAddress(Uri keySite, IframeStep step) =>
        new(keySite, $"{Path}?lang={CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}#{step.Key}");

    public static void MapKeySite(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (DemoSite site, HttpResponse response) =>
        {
            DemoProtection.LetBeShownBy(response, site.Address!);
            return new PageResult<KeyPage>([]);
        });

        routes.MapPost(Path, ([FromForm] string? key, [FromForm] string? code, DemoSite site) => At(site, key, (session, step) =>
        {
            var verdict = step.Confirm(code?.Trim() ?? "");
            var next = site.Desk.Next(session, verdict, step.Path, BankNotice.CodeRefused, BankNotice.CodeExpired);
            return verdict switch
            {
                Verdict.Wrong => Say(BankNotice.CodeRefused),
                Verdict.Late => Say(BankNotice.CodeExpired),
                _ => TypedResults.Ok(new KeyAnswer(new Uri(site.Address!, next), null)),
            };
        }));

        routes.MapPost(Path + "/again", ([FromForm] string? key, DemoSite site) => At(site, key, (_, step) =>
        {
            step.Send(CodeChannel.Sms);
            return Say(BankNotice.CodeSent);
        }));
    }

    private static IResult At(DemoSite site, string? key, Func<BankSession, IframeStep, IResult> answer) =>
        site.Desk.Sessions.FirstOrDefault(s => s.Step is IframeStep step && step.Key == key) is { } found
        && site.Desk.Find(found.Key) is { Step: IframeStep step } session
            ? answer(session, step)
            : Say(BankNotice.SessionEnded);

    private static Ok<KeyAnswer> Say(string notice) => TypedResults.Ok(new KeyAnswer(null, notice));

    /// <param name="Next">What the whole window must open; null while the frame stays.</param>
    /// <param name="Notice">One of <see cref="BankNotice"/>; null when there is nothing to say.</param>
    private sealed record KeyAnswer(Uri? Next, string? Notice);
}

/// <summary>A code that is typed in the frame of another site.</summary>
public sealed class IframeStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock)
    : CodeStep(userName, phone, history, clock)
{
    public const string Address = "/login/key";

    public override string Path => Address;

    /// <summary>Who holds it may type the code of this login.</summary>
    internal string Key { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);
}
