namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Why a page is shown again, as it travels in the address and stands in the page's data-reason.</summary>
public static class BankNotice
{
    public const string BadCredentials = "bad-credentials";
    public const string Locked = "locked";
    public const string CodeRefused = "code-refused";
    public const string CodeExpired = "code-expired";
    public const string CodeSent = "code-sent";
    public const string SessionEnded = "session-ended";
    public const string LoggedOut = "logged-out";
}
