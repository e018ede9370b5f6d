using Reconbanker.Web.Demo.BankSite.Customers.Questions;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The password has expired, until somebody chooses a new one.</summary>
public sealed class MustChange : Customer
{
    public override string UserName => "mustchange";
    public override string Holder => "Mustafá Changuito Leal";
    public override CustomerGroup Group => CustomerGroup.Password;
    public override string WhatHappens => StepTexts.MustChangeHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-204466-3", "Savings account", "USD", 2_930.11m, FirstDocument: 45_101)];

    public override LoginStep? BeginLogin(CustomerHistory history, Device device) =>
        history.Counts.PasswordsChanged > 0 ? null : new MustChangeStep(this, history);

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapMustChangePages();
}
