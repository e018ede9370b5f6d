namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What the bank calls its accounts in the language of the page.</summary>
public static class AccountNames
{
    public static string Of(BankAccount account) => account.Name switch
    {
        "Business account" => BankTexts.BusinessAccount,
        "Current account" => BankTexts.CurrentAccount,
        "Multi-currency account" => BankTexts.MultiCurrencyAccount,
        "Reserve account" => BankTexts.ReserveAccount,
        "Savings account" => BankTexts.SavingsAccount,
        var other => other,
    };
}
