using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Benchmarks.Crash;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Web;
using Reconbanker.Web.Starting;

namespace Reconbanker.Benchmarks.Support;

/// <summary>The real app in a process of its own, that may be killed. Beside the app runs the <see cref="Workload"/>, and what kills it.</summary>
internal static class Child
{
    /// <summary>The first word of its command line.</summary>
    public const string Word = "child";

    /// <summary>Begins every line that it says to the bench.</summary>
    public const string Mark = "bench: ";

    /// <param name="planFile">A <see cref="ChildPlan"/>.</param>
    public static async Task<int> RunAsync(string planFile)
    {
        var plan = ChildPlan.Read(planFile);
        using var kill = new KillSwitch(plan);
        try
        {
            return plan.Upkeep is UpkeepTask.Backup or UpkeepTask.Restore ? await UpkeepCommands.RunAsync(plan) : await RunAppAsync(plan, kill);
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return (int)StartEnd.DatabaseUnusable;
        }
    }

    private static async Task<int> RunAppAsync(ChildPlan plan, KillSwitch kill)
    {
        await using var app = ReconbankerApp.Create(AppArguments.For(plan.Folder, [.. plan.Settings]), services =>
        {
            services.AddSingleton(plan);
            services.AddSingleton(kill);
            services.AddSingleton<BankDriver, StatementBank>();
            services.AddSingleton<AccountsSetup>();
            if (plan.Upkeep is null)
            {
                services.AddHostedService<Workload>();
            }
            else
            {
                services.AddSingleton<TimeProvider>(new FastClock());
                services.AddHostedService<KeyWork>();
            }

            services.ConfigureDbContext<ReconbankerDb>((provider, db) => db.AddInterceptors(PlantedBugs.Of(plan.Bug, provider)));
        });
        await app.RunAsync();
        return 0;
    }

    public static void Say(string line) => Console.Out.WriteLine(Mark + line);
}
