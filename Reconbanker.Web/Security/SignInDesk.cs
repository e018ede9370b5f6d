using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Security;

public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record SignedIn(User User) : SignInOutcome;

    /// <summary>Unknown e-mail or wrong password: which of them is not told.</summary>
    public sealed record Refused : SignInOutcome;

    public sealed record TooMany(TimeSpan RetryAfter) : SignInOutcome;
}

/// <summary>Signs browsers in and out.</summary>
public sealed partial class SignInDesk(
    SignInManager<User> signIn,
    Passwords passwords,
    AttemptLimits limits,
    KnownBrowser browser,
    SignInSessions sessions,
    ILogger<SignInDesk> logger)
{
    public async Task<SignInOutcome> SignInAsync(HttpContext http, string email, string password)
    {
        var address = EmailAddress.Read(email) ?? "";
        if (limits.Enter("sign-in", http, browser.SubjectFor(http, address)) is { } wait)
        {
            LogTooMany(http.Connection.RemoteIpAddress);
            return new SignInOutcome.TooMany(wait);
        }

        var user = await signIn.UserManager.FindByEmailAsync(address);
        if (!passwords.IsRight(user, password))
        {
            LogRefused(http.Connection.RemoteIpAddress);
            return new SignInOutcome.Refused();
        }

        await WelcomeAsync(http, user!);
        return new SignInOutcome.SignedIn(user!);
    }

    /// <summary>Signs in somebody who has just proved who they are in another way: by the setup code, by a link, by their old password.</summary>
    public async Task WelcomeAsync(HttpContext http, User user)
    {
        await signIn.SignInWithClaimsAsync(user, isPersistent: true, [new Claim(Claims.Session, Guid.NewGuid().ToString("N"))]);
        browser.Remember(http, user);
        LogSignedIn(user.Id);
    }

    /// <summary>As <see cref="WelcomeAsync"/>, after the user's password was set: what is open elsewhere ends at once.</summary>
    public async Task WelcomeWithNewPasswordAsync(HttpContext http, User user)
    {
        sessions.EndAllOf(user.Id);
        await WelcomeAsync(http, user);
    }

    public async Task SignOutAsync(HttpContext http)
    {
        sessions.End(http.User);
        await signIn.SignOutAsync();
    }

    [LoggerMessage(LogLevel.Information, "User {UserId} signed in.")]
    private partial void LogSignedIn(Guid userId);

    [LoggerMessage(LogLevel.Information, "A sign-in from {Address} was refused.")]
    private partial void LogRefused(System.Net.IPAddress? address);

    [LoggerMessage(LogLevel.Warning, "Too many sign-ins from {Address}, or on one e-mail.")]
    private partial void LogTooMany(System.Net.IPAddress? address);
}
