namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>The session ends after two idle minutes; half a minute before, the page asks whether more time is needed.</summary>
public sealed class Expires : Customer
{
    public override string UserName => "expires";
    public override string Holder => "Esteban Apurado";
    public override string WhatHappens => BankTexts.ExpiresHappens;
    public override CustomerGroup Group => CustomerGroup.Trouble;
    public override SessionLimits Limits { get; } = new(TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(90));

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-100210-8", "Current account", "USD", 3_902.11m, FirstDocument: 47_501)];
}
