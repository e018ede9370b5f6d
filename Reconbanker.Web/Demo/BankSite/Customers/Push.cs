using Reconbanker.Web.Demo.BankSite.Customers.Approvals;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The login is approved on the phone, and the page goes on by itself.</summary>
public sealed class Push(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "push";
    public override string Holder => "Pusch Hermanos Ltda.";
    public override string WhatHappens => StepTexts.PushHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("004-120087-1", "Business account", "USD", 33_150.75m, FirstDocument: 44_001)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device)
    {
        var step = new PushStep(UserName, device, phone, history, clock);
        step.Ask();
        return step;
    }

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapPushPages();
}
