using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>One page of an account's movements, as it is shown.</summary>
/// <param name="Lines">Those of this page, newest first.</param>
/// <param name="Page">1 for the newest.</param>
public sealed record MovementPage(
    BankSession Session, BankAccount Account, MovementFilter Filter, IReadOnlyList<StatementLine> Lines, int Page, int Pages)
{
    /// <summary>The numbers that are worth a link: the first, the last, and those around this one; 0 stands for a gap.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            var before = 0;
            foreach (var number in Enumerable.Range(1, Pages).Where(n => n == 1 || n == Pages || Math.Abs(n - Page) <= 1))
            {
                if (number > before + 1)
                {
                    yield return 0;
                }

                yield return before = number;
            }
        }
    }
}

/// <summary>The movements of an account, a page at a time.</summary>
public static class MovementPages
{
    public static void MapMovements(this IEndpointRouteBuilder routes) => routes.MapGet("/accounts/{number}", ShowAsync);

    private static async Task<IResult> ShowAsync(
        BankSession? session, string number, int? page, [AsParameters] MovementFilter filter, DemoSite site, HttpContext context)
    {
        if (session is not { IsSignedIn: true })
        {
            return BankPages.Elsewhere(session, context);
        }

        var customer = session.Customer;
        if (customer.Accounts.FirstOrDefault(a => a.Number == number) is not { } account)
        {
            return BankPages.NotFound(session);
        }

        await customer.BeforePageAsync(account, Math.Max(1, page ?? 1), site.Ledger, context.RequestAborted);
        var lines = filter.Of(customer.Lines(account, site.Ledger));
        var pages = Math.Max(1, (lines.Count + customer.RowsPerPage - 1) / customer.RowsPerPage);
        var shown = Math.Clamp(page ?? 1, 1, pages);
        var part = lines.Skip((shown - 1) * customer.RowsPerPage).Take(customer.RowsPerPage).ToList();
        var view = new MovementPage(session, account, filter, part, shown, pages);
        return customer.SeesRedesign || site.Faults.Settings.Redesign
            ? new PageResult<RedesignedPage>(new() { [nameof(RedesignedPage.View)] = view })
            : new PageResult<AccountPage>(new() { [nameof(AccountPage.View)] = view });
    }
}
