using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Reconbanker.Web.Realtime;

/// <summary>Whether the window of this circuit is connected. A circuit outlives its connection for minutes, and so do its components.</summary>
public sealed class CircuitLink : CircuitHandler
{
    public event Action? Changed;

    public bool IsUp { get; private set; } = true;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Set(true);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Set(false);

    private Task Set(bool isUp)
    {
        IsUp = isUp;
        Changed?.Invoke();
        return Task.CompletedTask;
    }
}
