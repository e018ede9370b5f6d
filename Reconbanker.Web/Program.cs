using Reconbanker.Core.Data;
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
try
{
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refused)
{
    await Console.Error.WriteLineAsync($"Reconbanker does not start. {refused.Message}");
    return StartRefusedException.ExitCode;
}
