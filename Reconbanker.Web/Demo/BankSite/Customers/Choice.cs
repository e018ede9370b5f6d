using Reconbanker.Web.Demo.BankSite.Customers.Questions;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Details to confirm: a drop-down, a date, radio buttons, and a dialog of the browser before they are sent.</summary>
public sealed class Choice(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "choice";
    public override string Holder => "Josefina Chois Arregui";
    public override string WhatHappens => StepTexts.ChoiceHappens;
    public override CustomerDetails Paper { get; } = new(Branch.CiudadVieja, new DateOnly(1984, 3, 14), NoticeChannel.Mail);

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("004-391540-2", "Current account", "USD", 5_411.06m, FirstDocument: 44_201)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device)
    {
        phone.Receive(new PaperMessage(clock.GetUtcNow(), UserName));
        return new ChoiceStep(Paper, history);
    }

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapChoicePages();
}
