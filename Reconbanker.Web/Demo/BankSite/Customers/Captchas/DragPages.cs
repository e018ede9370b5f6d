using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Where the piece of a puzzle is pushed into place.</summary>
internal static class DragPages
{
    private const int MostPositions = 2_000;

    public static void MapDragPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(DragStep.Address, Show);
        routes.MapPost(DragStep.Address, Confirm);
        routes.MapGet(DragStep.Address + "/picture", (BankSession? session) => CaptchaAnswer.Picture(Find(session)?.Picture));
        routes.MapGet(DragStep.Address + "/piece", (BankSession? session) => CaptchaAnswer.Picture(Find(session)?.Piece));
        routes.MapPost(DragStep.Address + "/another", ShowAnother);
    }

    private static Puzzle? Find(BankSession? session) => (session?.Step as DragStep)?.Captcha;

    private static IResult Show(BankSession? session, string? notice, HttpContext context) => StepAnswer.At<DragStep>(session, context, step =>
        new PageResult<DragPage>(new() { [nameof(DragPage.Path)] = step.Path, [nameof(DragPage.Notice)] = notice }));

    private static IResult Confirm(BankSession? session, [FromForm] string? positions, SignInDesk desk, HttpContext context) =>
        StepAnswer.At<DragStep>(session, context, step => CaptchaAnswer.Judged(desk, session!, step, step.Confirm(Read(positions))));

    private static IResult ShowAnother(BankSession? session, HttpContext context) =>
        StepAnswer.At<DragStep>(session, context, CaptchaAnswer.Another);

    /// <returns>None if they cannot be read.</returns>
    private static IReadOnlyList<int> Read(string? positions)
    {
        var texts = (positions ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var read = texts.Take(MostPositions + 1)
            .Select(t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var x) ? x : (int?)null).ToList();
        return read.Count > MostPositions || read.Contains(null) ? [] : [.. read.Select(x => x!.Value)];
    }
}
