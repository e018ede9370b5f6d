namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The movements have been redesigned: cards where the table was.</summary>
public sealed class Changed : Customer
{
    public override string UserName => "changed";
    public override string Holder => "Nueva Imagen Diseños S.A.S.";
    public override string WhatHappens => BankTexts.ChangedHappens;
    public override CustomerGroup Group => CustomerGroup.Trouble;
    public override bool SeesRedesign => true;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-500650-3", "Current account", "USD", 11_210.35m, FirstDocument: 47_901)];
}
