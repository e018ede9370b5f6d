using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>Transfers that arrive by themselves, one after the other.</summary>
public sealed record ArrivalPlan(BankAccount Account, TimeSpan Every);

/// <summary>Lets transfers arrive at a chosen pace for as long as the demo runs. In memory only: a restart begins without.</summary>
/// <param name="changes">Raised when the plan was changed, or has ended.</param>
public sealed class Arrivals(Ledger ledger, ChangeSignal changes, TimeProvider clock) : IDisposable
{
    /// <summary>More make the ledger's file long, which is written whole for each.</summary>
    private const int MostOfOnePlan = 5_000;

    private readonly SemaphoreSlim _changing = new(1, 1);
    private CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private volatile ArrivalPlan? _plan;

    public static IReadOnlyList<TimeSpan> Paces { get; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    /// <summary>Null while none arrive.</summary>
    public ArrivalPlan? Plan => _plan;

    /// <summary>Follows another plan from now on; null for none. The first transfer comes after one interval.</summary>
    public async Task FollowAsync(ArrivalPlan? plan)
    {
        await _changing.WaitAsync();
        try
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
            _stop = new CancellationTokenSource();
            _plan = plan;
            _running = plan is null ? Task.CompletedTask : RunAsync(plan, _stop.Token);
        }
        finally
        {
            _changing.Release();
        }

        changes.Raise();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _changing.Dispose();
    }

    private async Task RunAsync(ArrivalPlan plan, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(plan.Every, clock);
        try
        {
            for (var arrived = 0; arrived < MostOfOnePlan; arrived++)
            {
                await timer.WaitForNextTickAsync(stop);
                var transfer = LedgerSeed.Arrival(plan.Account, ledger.Received(plan.Account).Count);
                await ledger.ReceiveAsync(plan.Account, transfer, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder takes nothing more: no use in trying on.
        }

        _plan = null;
        changes.Raise();
    }
}
