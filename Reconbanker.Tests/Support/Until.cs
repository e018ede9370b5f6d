using System.Runtime.CompilerServices;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>Waiting for what comes by itself; what hangs fails its test, and does not hold up the others.</summary>
internal static class Until
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <exception cref="TimeoutException">It did not come in a minute.</exception>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        ReadAsync(condition, isTrue => isTrue, TimeSpan.FromMinutes(1), what);

    /// <summary>For what takes a whole run of a session.</summary>
    /// <returns>The first value that is as it should be.</returns>
    /// <exception cref="TimeoutException">It did not come in two minutes.</exception>
    public static Task<T> ReadAsync<T>(
        Func<Task<T>> read, Func<T, bool> isReached, [CallerArgumentExpression(nameof(isReached))] string what = "") =>
        ReadAsync(read, isReached, TimeSpan.FromMinutes(2), what);

    private static async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<T, bool> isReached, TimeSpan longest, string what)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (isReached(value))
            {
                return value;
            }

            if (TimeProvider.System.GetElapsedTime(since) >= longest)
            {
                throw new TimeoutException($"It did not come to this: {what}");
            }

            await Task.Delay(BetweenLooks, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
