using Microsoft.JSInterop;

namespace Reconbanker.Web.Components.Sessions;

internal static class JsCalls
{
    /// <summary>Whether a call failed because the window sleeps, or its circuit is lost for now or for good.</summary>
    public static bool IsAway(Exception e) => e is OperationCanceledException or JSDisconnectedException or InvalidOperationException;
}
