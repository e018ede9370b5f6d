namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What one login has to pass between the password and the accounts.</summary>
public abstract class LoginStep
{
    /// <summary>Where the customer passes it, e.g. "/login/code".</summary>
    public abstract string Path { get; }
}
