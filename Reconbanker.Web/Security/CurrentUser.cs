using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace Reconbanker.Web.Security;

/// <summary>Who is signed in, for pages. Endpoints and hubs ask the <see cref="ClaimsPrincipal"/> they are given (see <see cref="Claims"/>).</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public async Task<Guid> GetIdAsync() => (await authentication.GetAuthenticationStateAsync()).User.UserId();
}
