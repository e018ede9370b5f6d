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
    private readonly SemaphoreSlim _turn = new(1);
    private int _asked;
    private int _answered;

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
        _turn.Dispose();
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

    /// <summary>Reads one after the other: what was asked for first, and took longer, must not take the place of what was asked for last.</summary>
    protected async Task ReloadAsync()
    {
        var asked = ++_asked;
        try
        {
            await _turn.WaitAsync(Closed);
            try
            {
                if (_answered < asked)
                {
                    await ReadAsync();
                }
            }
            finally
            {
                _turn.Release();
            }
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

    /// <summary>Answers all who have asked by now.</summary>
    private async Task ReadAsync()
    {
        var asked = _asked;
        await using var db = await Databases.CreateDbContextAsync(Closed);
        await ReadAsync(db);
        _answered = asked;
        StateHasChanged();
    }
}
