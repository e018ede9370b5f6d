namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>No second factor: the password is enough.</summary>
public sealed class Ana : Customer
{
    public override string UserName => "ana";
    public override string Holder => "Ana Lucía Pereyra Bonino";
    public override string WhatHappens => BankTexts.AnaHappens;
    public override CustomerGroup Group => CustomerGroup.Password;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
    [
        new("001-204518-3", "Current account", "USD", 12_480.55m, FirstDocument: 41_801),
        new("001-204519-1", "Savings account", "UYU", 356_212.08m, FirstDocument: 41_901),
    ];
}
