using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS, spread over six boxes of one digit that move on by themselves.</summary>
public sealed class SixBox(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "sixbox";
    public override string Holder => "Seis Esquinas Logística S.A.";
    public override string WhatHappens => StepTexts.SixBoxHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-118206-4", "Business account", "USD", 41_337.20m, FirstDocument: 46_001)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) =>
        new SixBoxStep(UserName, phone, history, clock).Begin();

    public override void MapPages(IEndpointRouteBuilder routes) =>
        routes.MapCodePages<SixBoxStep>(SixBoxStep.Address, (step, notice) => new PageResult<SixBoxPage>(new()
        {
            [nameof(SixBoxPage.Step)] = step,
            [nameof(SixBoxPage.Notice)] = notice,
        }));
}

public sealed class SixBoxStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock)
    : CodeStep(userName, phone, history, clock)
{
    public const string Address = "/login/boxes";

    public override string Path => Address;
}
