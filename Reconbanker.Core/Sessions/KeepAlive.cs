using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>Keeps a signed-in session in use while we wait, so that the bank does not end it.</summary>
/// <param name="interval">Longest time that the session is left alone.</param>
internal sealed class KeepAlive(BankDriver driver, BankPage page, TimeSpan interval, TimeProvider clock)
{
    private long _last = clock.GetTimestamp();

    /// <summary>Waits, and leaves a session behind that is signed in.</summary>
    /// <exception cref="BankFailure">The bank ended it.</exception>
    public async Task WaitAsync(TimeSpan time, CancellationToken stop)
    {
        var began = _last = clock.GetTimestamp();
        for (var left = time; left > TimeSpan.Zero; left = time - clock.GetElapsedTime(began))
        {
            await Task.Delay(left < interval ? left : interval, clock, stop);
            await BeatAsync(stop);
        }
    }

    /// <summary>For those who look again and again: does something only when it is time to.</summary>
    /// <exception cref="BankFailure">The bank ended the session.</exception>
    public Task BeatIfDueAsync(CancellationToken stop) => clock.GetElapsedTime(_last) < interval ? Task.CompletedTask : BeatAsync(stop);

    /// <exception cref="BankFailure">The bank ended the session.</exception>
    public async Task BeatAsync(CancellationToken stop)
    {
        await driver.KeepAliveAsync(page, stop);
        if (!await driver.IsSignedInAsync(page, stop))
        {
            throw new BankFailure(BankFailureCategory.SignedOut);
        }

        _last = clock.GetTimestamp();
    }
}
