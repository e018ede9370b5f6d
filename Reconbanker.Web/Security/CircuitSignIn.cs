using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Security;

/// <summary>
/// Who is signed in, inside an open page. A page outlives the request that opened it, so it is told when its sign-in ends, and looks again
/// by itself every half minute.
/// </summary>
internal sealed class CircuitSignIn : RevalidatingServerAuthenticationStateProvider
{
    private readonly IDbContextFactory<ReconbankerDb> _databases;
    private readonly SignInSessions _sessions;
    private readonly string _stampClaim;
    private readonly IDisposable _listening;
    private volatile Task<AuthenticationState>? _state;

    public CircuitSignIn(
        ILoggerFactory loggers,
        IDbContextFactory<ReconbankerDb> databases,
        SignInSessions sessions,
        IOptions<SignInOptions> options,
        IOptions<IdentityOptions> identity)
        : base(loggers)
    {
        _databases = databases;
        _sessions = sessions;
        _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;
        RevalidationInterval = options.Value.RevalidateEvery;
        AuthenticationStateChanged += state => _state = state;
        _listening = sessions.Listen(EndIf);
    }

    protected override TimeSpan RevalidationInterval { get; }

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        if (_sessions.HasEnded(user))
        {
            return false;
        }

        var id = user.UserId();
        var stamp = user.FindFirstValue(_stampClaim);
        var isAdministrator = user.IsInRole(Roles.Administrator);
        await using var db = await _databases.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(
            u => u.Id == id && u.SecurityStamp == stamp && u.IsAdministrator == isAdministrator,
            cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _listening.Dispose();
        base.Dispose(disposing);
    }

    private void EndIf(Func<ClaimsPrincipal, bool> concerns)
    {
        if (_state is { IsCompletedSuccessfully: true, Result.User: var user } && concerns(user))
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}
