using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Where captchas are solved, and their pictures.</summary>
internal static class CaptchaPages
{
    private const string Puzzle = "/login/puzzle";
    private const string Letters = "/login/letters";
    private const int MostPositions = 2_000;

    public static void MapPuzzlePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Puzzle, (BankSession? session, string? notice, HttpContext context) => StepAnswer.At<DragStep>(session, context, step =>
            new PageResult<DragPage>(new() { [nameof(DragPage.Path)] = step.Path, [nameof(DragPage.Notice)] = notice })));
        routes.MapGet(Puzzle + "/picture", (BankSession? session) => Show((session?.Step as DragStep)?.Captcha.Picture));
        routes.MapGet(Puzzle + "/piece", (BankSession? session) => Show((session?.Step as DragStep)?.Captcha.Piece));
        routes.MapPost(Puzzle, (BankSession? session, [FromForm] string? positions, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<DragStep>(session, context, step =>
                TypedResults.Redirect(desk.Next(session!, step.Confirm(Read(positions)), Puzzle, BankNotice.CaptchaRefused))));
        routes.MapPost(Puzzle + "/another", (BankSession? session, HttpContext context) => StepAnswer.At<DragStep>(session, context, Renew));
    }

    public static void MapLettersPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Letters, (BankSession? session, string? notice, HttpContext context) => StepAnswer.At<ImageStep>(session, context, step =>
            new PageResult<ImagePage>(new() { [nameof(ImagePage.Path)] = step.Path, [nameof(ImagePage.Notice)] = notice })));
        routes.MapGet(Letters + "/picture", (BankSession? session) => Show((session?.Step as ImageStep)?.Captcha.File));
        routes.MapPost(Letters, (BankSession? session, [FromForm] string? letters, SignInDesk desk, HttpContext context) =>
            StepAnswer.At<ImageStep>(session, context, step =>
                TypedResults.Redirect(desk.Next(session!, step.Confirm(letters ?? ""), Letters, BankNotice.CaptchaRefused))));
        routes.MapPost(Letters + "/another", (BankSession? session, HttpContext context) => StepAnswer.At<ImageStep>(session, context, Renew));
    }

    private static RedirectHttpResult Renew<TCaptcha>(CaptchaStep<TCaptcha> step)
        where TCaptcha : class
    {
        step.Renew();
        return TypedResults.Redirect(step.Path);
    }

    private static IResult Show(byte[]? picture) => picture is null ? TypedResults.NotFound() : TypedResults.Bytes(picture, "image/png");

    /// <returns>None if they cannot be read.</returns>
    private static IReadOnlyList<int> Read(string? positions)
    {
        var texts = (positions ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var read = texts.Take(MostPositions + 1)
            .Select(t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var x) ? x : (int?)null).ToList();
        return read.Count > MostPositions || read.Contains(null) ? [] : [.. read.Select(x => x!.Value)];
    }
}
