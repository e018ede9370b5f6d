using Reconbanker.Core.Data;
using Reconbanker.Web.Sealed;

namespace Reconbanker.Web.Starting;

/// <summary>How the process ended, as its exit code.</summary>
public enum StartEnd
{
    Stopped = 0,

    /// <summary>Another Reconbanker works with the same data folder.</summary>
    InUse = 3,

    /// <summary>The database is missing, damaged, locked, or of a newer version.</summary>
    DatabaseUnusable = 4,
}

/// <summary>Starts Reconbanker: the app, again and again where it asks for that, or first, while its vault does not open, the page that says so.</summary>
public static class StartUp
{
    /// <param name="stop">Beside the signals that the host listens to.</param>
    public static async Task<StartEnd> RunAsync(string[] args, TextWriter errors, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                if (!await UnsealAsync(args, stop))
                {
                    return StartEnd.Stopped;
                }

                await using var app = ReconbankerApp.Create(args);
                await app.StartAsync(stop);
                await app.WaitForShutdownAsync(stop);
                if (!app.Services.GetRequiredService<Restart>().IsAsked)
                {
                    return StartEnd.Stopped;
                }
            }
        }
        catch (InstanceInUseException e)
        {
            await errors.WriteLineAsync(e.Message);
            return StartEnd.InUse;
        }
        catch (StartRefusedException e)
        {
            await errors.WriteLineAsync(e.Message);
            return StartEnd.DatabaseUnusable;
        }
    }

    /// <returns>False when somebody stopped the process before the vault opened.</returns>
    private static async Task<bool> UnsealAsync(string[] args, CancellationToken stop)
    {
        while (SealedApp.Create(args) is { } sealedApp)
        {
            await using (sealedApp)
            {
                await sealedApp.StartAsync(stop);
                await sealedApp.WaitForShutdownAsync(stop);
                if (!SealedApp.WasUnsealed(sealedApp))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
