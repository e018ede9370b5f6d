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
