namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Asks for a new password before anything else.</summary>
public sealed class MustChangeStep(Customer customer, CustomerHistory history) : LoginStep
{
    public const string Address = "/login/password";

    public override string Path => Address;

    /// <summary>Takes the new password; the bank keeps none, so that all that counts is that one was chosen.</summary>
    /// <returns>One of <see cref="BankNotice"/> that says what is wrong; null when the password is changed.</returns>
    public string? Change(string old, string chosen, string repeated)
    {
        if (!customer.Accepts(old))
        {
            return BankNotice.OldPasswordRefused;
        }

        if (!customer.Accepts(chosen) || chosen == old)
        {
            return BankNotice.NewPasswordRefused;
        }

        if (chosen != repeated)
        {
            return BankNotice.PasswordsDiffer;
        }

        history.Add(c => c with { PasswordsChanged = c.PasswordsChanged + 1 });
        return null;
    }
}
