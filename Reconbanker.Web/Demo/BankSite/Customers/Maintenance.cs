namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The password is accepted, and then the bank is being maintained.</summary>
public sealed class Maintenance : Customer
{
    public override string UserName => "maintenance";
    public override string Holder => "Obras y Mejoras Nocturnas S.A.";
    public override string WhatHappens => BankTexts.MaintenanceHappens;
    public override CustomerGroup Group => CustomerGroup.Trouble;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-400540-9", "Business account", "USD", 19_004.00m, FirstDocument: 47_801)];

    public override Task ServeAsync(BankSession session, HttpContext context, RequestDelegate next) =>
        HttpMethods.IsGet(context.Request.Method) ? MaintenancePage.Result.ExecuteAsync(context) : next(context);
}
