namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Every password is refused; the third refusal locks.</summary>
public sealed class Wrong : Customer
{
    public override string UserName => "wrong";
    public override string Holder => "Walter Rongo";
    public override string WhatHappens => BankTexts.WrongHappens;
    public override CustomerGroup Group => CustomerGroup.Password;
    public override IReadOnlyList<BankAccount> Accounts => [];

    public override bool Accepts(string password) => false;
}
