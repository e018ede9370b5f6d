using Reconbanker.Web.Demo.BankSite.Customers.Captchas;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A captcha: letters in a picture.</summary>
public sealed class Image : Customer
{
    public override string UserName => "image";
    public override string Holder => "Imelda Agesta Fros";
    public override string WhatHappens => StepTexts.ImageHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("004-588120-0", "Savings account", "USD", 7_038.92m, FirstDocument: 44_401)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) => new ImageStep(history);

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapImagePages();
}
