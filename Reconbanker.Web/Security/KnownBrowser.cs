using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Security;

/// <summary>
/// A cookie that says "this person has signed in here before". Attempts from such a browser are counted on their own, so that a stranger who
/// uses up the attempts on somebody's e-mail does not lock them out.
/// </summary>
public sealed class KnownBrowser(IDataProtectionProvider protection)
{
    private const string CookieName = "reconbanker.known";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector =
        protection.CreateProtector("Reconbanker.KnownBrowser").ToTimeLimitedDataProtector();

    /// <summary>What attempts are counted on: this browser, if the person is known here; else the e-mail, for all unknown browsers together.</summary>
    public string SubjectFor(HttpContext http, string email)
    {
        if (http.Request.Cookies[CookieName] is not { } cookie)
        {
            return email;
        }

        try
        {
            var (name, knownEmail) = Split(_protector.Unprotect(cookie));
            return knownEmail == email ? $"{email} at {name}" : email;
        }
        catch (CryptographicException)
        {
            // Expired, or from a key ring that is gone: a browser like any other.
            return email;
        }
    }

    public void Remember(HttpContext http, User user) => http.Response.Cookies.Append(
        CookieName,
        _protector.Protect($"{Guid.NewGuid():N} {user.Email}", Lifetime),
        new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Lifetime,
            IsEssential = true,
        });

    private static (string Name, string Email) Split(string payload) => (payload[..32], payload[33..]);
}
