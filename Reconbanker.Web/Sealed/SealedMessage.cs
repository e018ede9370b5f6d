using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Sealed;

/// <summary>Tells the terminal that the vault is sealed, where to go, and the code that lets a key be typed there.</summary>
internal sealed class SealedMessage(IServer server, IHostApplicationLifetime lifetime, Unsealing unsealing, SetupCode code) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening && unsealing.Why is { } why)
        {
            Console.Out.WriteLine($"""

                Reconbanker is SEALED. {why.Message}
                Put the file back and press "Try again" at {ReadyMessage.Reachable(listening)}
                Or type the key from the recovery sheet there, with this code (30 minutes): {code.Printed}

                """);
        }
    }
}
