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
        await using var app = ReconbankerApp.Create(AppArguments.For(plan.Folder, [.. plan.Settings]), services =>
        {
            services.AddSingleton(plan);
            services.AddSingleton<BankDriver, StatementBank>();
            services.AddSingleton<AccountsSetup>();
            services.AddHostedService<Workload>();
            services.AddSingleton<KillSwitch>();

            // First what kills, then what is planted: a kill after a commit comes before anything that the fault does then.
            services.ConfigureDbContext<ReconbankerDb>((provider, db) => db.AddInterceptors(
                [.. provider.GetRequiredService<KillSwitch>().Interceptors, .. PlantedBugs.Of(plan.Bug, provider)]));
        });
        app.Services.GetRequiredService<KillSwitch>();
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return (int)StartEnd.DatabaseUnusable;
        }
    }

    public static void Say(string line) => Console.Out.WriteLine(Mark + line);
}
