using System.Data.Common;
using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Activity;

namespace Reconbanker.Web.Components.Shared;

/// <summary>Shows nothing: calls back when something of the owner's changed, so that a page can read again.</summary>
/// <remarks>Changes that come while the page still reads are taken together.</remarks>
public sealed partial class OnActivity(ActivityFeed feed, TimeProvider clock, ILogger<OnActivity> logger) : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _subscription;
    private Task _reading = Task.CompletedTask;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    /// <summary>Only this account's changes; null for all of the owner's.</summary>
    [Parameter]
    public Guid? AccountId { get; set; }

    [Parameter, EditorRequired]
    public required Func<Task> Changed { get; set; }

    /// <summary>Least time from the end of one call to the next, for what may change many times a second.</summary>
    [Parameter]
    public TimeSpan AtMostEvery { get; set; }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _changes.Writer.TryComplete();
        await _closed.CancelAsync();
        await _reading;
        _closed.Dispose();
    }

    protected override void OnInitialized()
    {
        _subscription = feed.Listen(notice =>
        {
            if (notice.OwnerId == OwnerId && (AccountId is null || AccountId == notice.AccountId))
            {
                _changes.Writer.TryWrite(true);
            }
        });
        _reading = ReadAsync();
    }

    private async Task ReadAsync()
    {
        await foreach (var _ in _changes.Reader.ReadAllAsync())
        {
            try
            {
                await InvokeAsync(Changed);
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                // The database was busy: what is shown is a moment old, and is read again. The page must not end for it.
                LogReadAgain(e);
                await Task.Delay(ReadAgainAfter, clock);
                _changes.Writer.TryWrite(true);
            }
            catch (Exception e)
            {
                await DispatchExceptionAsync(e);
            }

            await Task.Delay(AtMostEvery, clock, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A page could not be read again after a change.")]
    private partial void LogReadAgain(Exception exception);
}
