using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Security;

/// <summary>Roles that pages and endpoints can ask for.</summary>
public static class Roles
{
    public const string Administrator = nameof(Administrator);
}

/// <summary>What a signed-in user's cookie says.</summary>
public static class Claims
{
    /// <summary>One sign-in of one browser: what signing out ends.</summary>
    public const string Session = "sid";

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid UserId(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
        ? Guid.Parse(id)
        : throw new InvalidOperationException("Nobody is signed in.");
}

/// <summary>Adds the role to the claims that Identity makes of a user.</summary>
internal sealed class UserClaims(UserManager<User> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var claims = await base.GenerateClaimsAsync(user);
        if (user.IsAdministrator)
        {
            claims.AddClaim(new Claim(claims.RoleClaimType, Roles.Administrator));
        }

        return claims;
    }
}
