namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>What kind of thing a customer shows, in the order of the panel.</summary>
public enum CustomerGroup
{
    /// <summary>The password is enough, or is refused.</summary>
    Password,

    /// <summary>Something is asked between the password and the accounts.</summary>
    SecondFactor,

    /// <summary>The site does not behave.</summary>
    Trouble,

    /// <summary>The movements are hard to read.</summary>
    List,

    /// <summary>The site is after the reader.</summary>
    Hostile,
}
