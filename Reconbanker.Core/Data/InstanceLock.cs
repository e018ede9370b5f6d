using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.Data;

/// <summary>Sees to it that one process works with a data folder, from before anything else starts until everything has stopped.</summary>
/// <remarks>The system lets go of the lock when the process ends, however it ends. The file itself stays and means nothing.</remarks>
public sealed class InstanceLock(DataFolder folder) : IHostedLifecycleService, IDisposable
{
    private FolderLock? _held;

    /// <exception cref="InstanceInUseException">Somebody else has it.</exception>
    internal FolderLock Take()
    {
        if (!OperatingSystem.IsWindows())
        {
            Libc.KeepNewFilesPrivate();
        }

        return _held ??= FolderLock.Take(folder);
    }

    public void Dispose()
    {
        _held?.Dispose();
        _held = null;
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Take();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }
}
