using Reconbanker.Web;
using Reconbanker.Web.Realtime;

if (args is ["watch", .. var options])
{
    return await WatchCommand.RunAsync(options);
}

await using var app = ReconbankerApp.Create(args);
await app.RunAsync();
return 0;

/// <summary>Named for the tests, which start the app as a person would.</summary>
public sealed partial class Program;
