using Microsoft.AspNetCore.SignalR;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Realtime;

/// <summary>Tells programs of a signed-in user that something of theirs changed, as message <c>changed</c>; they read again what they need.</summary>
public sealed class EventsHub(SignInSessions sessions) : Hub
{
    public const string Path = "/hubs/events";

    public override async Task OnConnectedAsync()
    {
        var connection = Context;
        connection.Items[typeof(SignInSessions)] = sessions.Listen(concerns =>
        {
            if (concerns(connection.User!))
            {
                connection.Abort();
            }
        });
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(Context.User!.UserId()), Context.ConnectionAborted);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        (Context.Items[typeof(SignInSessions)] as IDisposable)?.Dispose();
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Answers once the caller hears every change: a connection is open a moment before it is told anything.</summary>
    public Task ListenAsync() => Task.CompletedTask;

    internal static string GroupOf(Guid ownerId) => ownerId.ToString("N");
}

/// <param name="AccountId">Null for what concerns no account, such as the browser.</param>
/// <param name="Topic">Name of an <see cref="Core.Activity.ActivityTopic"/>.</param>
public sealed record ChangedEvent(Guid? AccountId, string Topic, DateTimeOffset At);
