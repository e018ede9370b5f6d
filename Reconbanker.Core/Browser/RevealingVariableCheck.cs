using Microsoft.Extensions.Hosting;

namespace Reconbanker.Core.Browser;

/// <summary>Stops the app before it starts anything, while the environment would have the browser's driver print passwords and codes.</summary>
internal sealed class RevealingVariableCheck(Machine machine) : IHostedService
{
    /// <exception cref="RevealingVariableException">It would.</exception>
    public Task StartAsync(CancellationToken cancellationToken) =>
        machine.RevealingVariable is { } variable ? throw new RevealingVariableException(variable) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
