namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Was locked long ago, and is told so whatever the password.</summary>
public sealed class Locked : Customer
{
    public override string UserName => "locked";
    public override string Holder => "Candelaria Cerrojo";
    public override string WhatHappens => BankTexts.LockedHappens;
    public override CustomerGroup Group => CustomerGroup.Password;
    public override IReadOnlyList<BankAccount> Accounts => [];
    public override bool IsLocked => true;
}
