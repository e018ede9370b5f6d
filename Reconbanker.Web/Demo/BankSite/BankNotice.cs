namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Why a page is shown again, as it travels in the address and stands in the page's data-reason.</summary>
public static class BankNotice
{
    public const string BadCredentials = "bad-credentials";
    public const string Locked = "locked";
    public const string CodeRefused = "code-refused";
    public const string CodeExpired = "code-expired";
    public const string CodeSent = "code-sent";
    public const string AnswersRefused = "answers-refused";
    public const string ApprovalExpired = "approval-expired";
    public const string ApprovalRefused = "approval-refused";
    public const string ApprovalSent = "approval-sent";
    public const string CaptchaRefused = "captcha-refused";
    public const string LoginCancelled = "login-cancelled";
    public const string OldPasswordRefused = "old-password-refused";
    public const string NewPasswordRefused = "new-password-refused";
    public const string PasswordsDiffer = "passwords-differ";
    public const string SessionEnded = "session-ended";
    public const string LoggedOut = "logged-out";
}
