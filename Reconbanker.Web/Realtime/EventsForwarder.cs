using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Reconbanker.Core.Activity;

namespace Reconbanker.Web.Realtime;

/// <summary>Hands the activity feed on to the hub: each owner's notices to that owner, what concerns everybody to all.</summary>
internal sealed class EventsForwarder(ActivityFeed feed, IHubContext<EventsHub> hub) : BackgroundService
{
    // Publishers must not wait. A burst that overflows loses its oldest notices: the later ones make readers look again anyway.
    private readonly Channel<ActivityNotice> _notices =
        Channel.CreateBounded<ActivityNotice>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listening = feed.Listen(notice => _notices.Writer.TryWrite(notice));
        await foreach (var notice in _notices.Reader.ReadAllAsync(stoppingToken))
        {
            var readers = notice.OwnerId == Guid.Empty ? hub.Clients.All : hub.Clients.Group(EventsHub.GroupOf(notice.OwnerId));
            var account = notice.AccountId == Guid.Empty ? (Guid?)null : notice.AccountId;
            await readers.SendAsync("changed", new ChangedEvent(account, notice.Topic.ToString(), notice.At), stoppingToken);
        }
    }
}
