using Reconbanker.Web;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.TryBank;

switch (args)
{
    case ["watch", .. var options]:
        return await WatchCommand.RunAsync(options);
    case ["try-bank", .. var options]:
        return await TryBankCommand.RunAsync(options);
}

await using var app = ReconbankerApp.Create(args);
await app.RunAsync();
return 0;

/// <summary>Named for the tests, which start the app as a person would.</summary>
public sealed partial class Program;
