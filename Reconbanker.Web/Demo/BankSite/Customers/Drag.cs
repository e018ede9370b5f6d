using Reconbanker.Web.Demo.BankSite.Customers.Captchas;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A captcha: the piece of a picture must be pushed into its hole.</summary>
public sealed class Drag : Customer
{
    public override string UserName => "drag";
    public override string Holder => "Draga del Este S.A.";
    public override string WhatHappens => StepTexts.DragHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("004-415503-7", "Business account", "USD", 27_645.00m, FirstDocument: 44_301)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) => new DragStep(history);

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapDragPages();
}
