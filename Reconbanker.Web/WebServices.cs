using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor;
using MudBlazor.Services;
using Quartz;
using Reconbanker.Web.Components.Payments;
using Reconbanker.Web.Demo;
using Reconbanker.Web.Jobs;
using Reconbanker.Web.LiveViews;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web;

public static class WebServices
{
    /// <summary>Everything of Web: pages, hub, jobs, the demo.</summary>
    public static IServiceCollection AddReconbankerWeb(this IServiceCollection services)
    {
        services.AddSingleton<Restart>();
        services.AddSingleton<ExpectedViewers>();
        services.AddReconbankerIdentity();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DetailedErrors = false;
                circuits.DisconnectedCircuitMaxRetained = 20;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(6); // four without a network, and the time to notice
                circuits.PersistedCircuitInMemoryMaxRetained = 50;
                circuits.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromMinutes(5);
                circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(10);
                circuits.MaxBufferedUnacknowledgedRenderBatches = 4;
            })
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = 64 * 1024;
                hub.MaximumParallelInvocationsPerClient = 1;
                hub.EnableDetailedErrors = false;
            });
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddScoped<PaymentDialogs>();
        services.AddScoped<CircuitLink>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitLink>());
        services.AddSignalR();
        services.AddHostedService<EventsForwarder>();
        services.AddHostedService<ReadyMessage>();
        services.AddDemo();
        services.AddQuartz(quartz =>
        {
            Repeat<DueRunsJob>(quartz, DueRunsJob.Interval);
            Repeat<PollsJob>(quartz, PollsJob.Interval);
            Repeat<ExpiryJob>(quartz, ExpiryJob.Interval);
            Repeat<DueBackupJob>(quartz, DueBackupJob.Interval);
        });
        services.AddQuartzHostedService();
        return services;
    }

    private static void Repeat<TJob>(IQuartzBuilder quartz, TimeSpan interval)
        where TJob : IJob => quartz.ScheduleJob<TJob>(trigger => trigger
        .StartNow()
        .WithSimpleSchedule(schedule => schedule.WithInterval(interval).RepeatForever()));
}
