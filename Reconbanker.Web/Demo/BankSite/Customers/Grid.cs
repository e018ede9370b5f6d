using Reconbanker.Web.Demo.BankSite.Customers.Questions;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Three coordinates of a card, entered on a pad whose digits lie elsewhere every time.</summary>
public sealed class Grid(DemoPhone phone, TimeProvider clock) : Customer
{
    private CoordinateCard _card = new();

    public override string UserName => "grid";
    public override string Holder => "Graciela Idiarte Mattos";
    public override string WhatHappens => StepTexts.GridHappens;
    public override PhonePaper Paper => _card;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("004-238811-5", "Savings account", "USD", 9_874.30m, FirstDocument: 44_101)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device)
    {
        phone.Receive(new PaperMessage(clock.GetUtcNow(), UserName));
        return new GridStep(_card, history);
    }

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapGridPages();

    public override void Reset() => _card = new CoordinateCard();
}
