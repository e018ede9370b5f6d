using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Shared;

/// <summary>A page or part that shows what belongs to the person who is signed in: reads it at the start and whenever it changed.</summary>
public abstract class OwnedPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    [Inject]
    protected IDbContextFactory<ReconbankerDb> Databases { get; set; } = default!;

    /// <summary>The signed-in user, to whom every query is bound.</summary>
    protected Guid OwnerId { get; private set; }

    /// <summary>How others know the signed-in user.</summary>
    protected string UserName { get; private set; } = "";

    /// <summary>Cancelled when the person has left.</summary>
    protected CancellationToken Closed => _closed.Token;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        if (user.Identity is not { IsAuthenticated: true })
        {
            // Signed out meanwhile: the layout leads to the sign-in page.
            return;
        }

        OwnerId = user.UserId();
        UserName = user.Identity.Name ?? "";
        await ReloadAsync();
    }

    protected async Task ReloadAsync()
    {
        try
        {
            await using var db = await Databases.CreateDbContextAsync(Closed);
            await ReadAsync(db);
            StateHasChanged();
        }
        catch (Exception e) when (_closed.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The person left while it was being read.
        }
    }

    /// <summary>Reads what is shown, with <see cref="OwnerId"/> in the WHERE.</summary>
    protected abstract Task ReadAsync(ReconbankerDb db);

    /// <summary>For what a page itself holds on to.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
