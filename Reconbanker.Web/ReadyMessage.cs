using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Reconbanker.Core.People;

namespace Reconbanker.Web;

/// <summary>Prints where to go, once the server listens: the one line that whoever started Reconbanker has to read.</summary>
internal sealed class ReadyMessage(IServer server, IHostApplicationLifetime lifetime, FirstUser firstUser, SetupCode code) : BackgroundService
{
    /// <summary>What is printed.</summary>
    /// <param name="address">Without a slash at the end, e.g. "http://localhost:5080".</param>
    internal static string Write(string address, bool hasUsers, SetupCode code)
    {
        var line = hasUsers
            ? $"Reconbanker is ready. Open {address}"
            : $"Reconbanker is ready. Create the first user at {address}/setup?code={code.Printed}";
        var rule = new string('─', line.Length + 2);
        return $"{Environment.NewLine} {rule}{Environment.NewLine}  {line}{Environment.NewLine} {rule}{Environment.NewLine}";
    }

    /// <summary>An address that a person can open: one that listens on every network is reached as localhost from here.</summary>
    internal static string Reachable(string listening)
    {
        var address = BindingAddress.Parse(listening);
        var host = address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        var isDefaultPort = address.Port == (address.Scheme == "https" ? 443 : 80);
        return isDefaultPort ? $"{address.Scheme}://{host}" : $"{address.Scheme}://{host}:{address.Port}";
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening)
        {
            Console.Out.WriteLine(Write(Reachable(listening), await firstUser.ExistsAsync(stoppingToken), code));
        }
    }
}
