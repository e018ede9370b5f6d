using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>After the password, the site turns on its reader; the fault "hostile" chooses how.</summary>
public sealed class Hostile(DemoFaults faults, TimeProvider clock) : Customer
{
    public override string UserName => "hostile";
    public override string Holder => "Piratas del Cabo S.A.";
    public override string WhatHappens => BankTexts.HostileHappens;
    public override CustomerGroup Group => CustomerGroup.Hostile;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("006-666013-1", "Current account", "USD", 13.13m, FirstDocument: 48_001)];

    public override Task ServeAsync(BankSession session, HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Path.StartsWithSegments(HostilePages.Root))
        {
            return next(context);
        }

        context.Response.Headers.ContentSecurityPolicy = default; // a hostile site does not hold itself back
        return faults.Settings.Hostile == HostileMode.Huge
            ? HostilePages.StreamWithoutEndAsync(context, clock)
            : new PageResult<HostilePage>(new() { [nameof(HostilePage.Settings)] = faults.Settings }).ExecuteAsync(context);
    }

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapHostilePages();
}
