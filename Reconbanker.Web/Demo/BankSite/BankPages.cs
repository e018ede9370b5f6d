using Microsoft.AspNetCore.Mvc;
using Reconbanker.Web.Demo.BankSite.Customers;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>The demo bank's site: login, accounts, movements, logout; and what each customer adds.</summary>
public static class BankPages
{
    /// <summary>Where everybody goes who has signed in.</summary>
    public static IResult Accounts { get; } = TypedResults.Redirect("/accounts");

    public static void MapBank(this IEndpointRouteBuilder routes, IReadOnlyList<Customer> customers)
    {
        // Posts are judged by where they come from, for all of the demo at once: see DemoProtection.
        var bank = routes.MapGroup("").DisableAntiforgery();
        bank.MapGet("/", ShowLogin);
        bank.MapPost("/login", SignIn);
        bank.MapPost("/logout", SignOut);
        bank.MapPost("/session/more-time", IResult (BankSession? session) => session is null ? TypedResults.Unauthorized() : TypedResults.NoContent());
        bank.MapGet("/accounts", ShowAccounts);
        bank.MapMovements();
        foreach (var customer in customers)
        {
            customer.MapPages(bank);
        }

        routes.MapFallback(() => NotFound(null));
    }

    /// <summary>The login page, and why one is back there.</summary>
    public static IResult Login(string notice) => TypedResults.Redirect($"/?notice={notice}");

    /// <summary>Where a session belongs that cannot be shown the page it asked for.</summary>
    public static IResult Elsewhere(BankSession? session, HttpContext context) => session switch
    {
        { Step: { } step } => TypedResults.Redirect(step.Path),
        not null => Accounts,
        _ when context.Request.Cookies.ContainsKey(BankSession.Cookie) => Login(BankNotice.SessionEnded),
        _ => TypedResults.Redirect("/"),
    };

    private static IResult ShowLogin(BankSession? session, string? notice, DemoSite site) => session is { IsSignedIn: true }
        ? Accounts
        : new PageResult<LoginPage>(new() { [nameof(LoginPage.Notice)] = notice, [nameof(LoginPage.Customers)] = site.Customers });

    private static IResult SignIn(
        BankSession? session, [FromForm] string? username, [FromForm] string? password, SignInDesk desk, HttpContext context)
    {
        if (session is not null)
        {
            desk.End(session);
        }

        switch (desk.SignIn(username ?? "", password ?? "", Device.Of(context.Request)))
        {
            case SignInOutcome.Accepted(var opened):
                context.Response.Cookies.Append(BankSession.Cookie, opened.Key, new() { HttpOnly = true, SameSite = SameSiteMode.Lax });
                return opened.Step is { } step ? TypedResults.Redirect(step.Path) : Accounts;
            case SignInOutcome.Locked:
                return Login(BankNotice.Locked);
            default:
                return Login(BankNotice.BadCredentials);
        }
    }

    private static IResult SignOut(BankSession? session, SignInDesk desk, HttpResponse response)
    {
        if (session is not null)
        {
            desk.End(session);
        }

        response.Cookies.Delete(BankSession.Cookie);
        return Login(BankNotice.LoggedOut);
    }

    private static IResult ShowAccounts(BankSession? session, HttpContext context) => session is { IsSignedIn: true }
        ? new PageResult<AccountsPage>(new() { [nameof(AccountsPage.Session)] = session })
        : Elsewhere(session, context);

    public static IResult NotFound(BankSession? session) =>
        new PageResult<NotFoundPage>(new() { [nameof(NotFoundPage.Session)] = session }, StatusCodes.Status404NotFound);
}
