using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.Data;

/// <summary>Another Reconbanker works with the same data folder.</summary>
public sealed class InstanceInUseException(string file)
    : Exception($"Another Reconbanker is running on the same data folder: it holds {file}. End that one first, or give this one a folder of its own "
        + "with --Reconbanker:DataDirectory=…");

/// <summary>Sees to it that one process works with a data folder, from before anything else starts until everything has stopped.</summary>
/// <remarks>The system lets go of the lock when the process ends, however it ends. The file itself stays and means nothing.</remarks>
public sealed class InstanceLock(DataFolder folder) : IHostedLifecycleService, IDisposable
{
    private FileStream? _held;

    /// <exception cref="InstanceInUseException">Somebody else has it.</exception>
    public void Take()
    {
        var file = Path.Combine(folder.Root, "instance.lock");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            Libc.KeepNewFilesPrivate();
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            _held ??= new FileStream(file, options);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new InstanceInUseException(file);
        }
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
