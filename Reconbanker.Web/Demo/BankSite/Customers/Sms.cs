using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS after the password.</summary>
public sealed class Sms(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "sms";
    public override string Holder => "Ferretería El Tornillo S.R.L.";
    public override string WhatHappens => BankTexts.SmsHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
    [
        new("002-731904-6", "Business account", "USD", 28_904.17m, FirstDocument: 42_001),
        new("002-731905-4", "Business account", "UYU", 812_447.90m, FirstDocument: 42_101),
        new("002-731906-2", "Reserve account", "EUR", 9_350.00m, FirstDocument: 42_201),
    ];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) =>
        new SmsStep(UserName, phone, history, clock).Begin();

    public override void MapPages(IEndpointRouteBuilder routes) =>
        routes.MapCodePages<SmsStep>(SmsStep.Address, (step, notice) => CodePages.ShowField(step, step.Path, notice));
}

public sealed class SmsStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock)
    : CodeStep(userName, phone, history, clock)
{
    public const string Address = "/login/code";

    public override string Path => Address;
}
