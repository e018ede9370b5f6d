namespace Reconbanker.Web.Starting;

/// <summary>Ends the app so that it starts anew in the same process, as when its database is another one from then on.</summary>
public sealed class Restart(IHostApplicationLifetime lifetime)
{
    private volatile bool _isAsked;

    public bool IsAsked => _isAsked;

    public void Ask()
    {
        _isAsked = true;

        // The answer leaves before the server does: stopping waits for it.
        lifetime.StopApplication();
    }
}
