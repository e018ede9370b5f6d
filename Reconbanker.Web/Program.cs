using Reconbanker.Web.Realtime;
using Reconbanker.Web.Starting;
using Reconbanker.Web.TryBank;

switch (args)
{
    case ["watch", .. var options]:
        return await WatchCommand.RunAsync(options);
    case ["try-bank", .. var options]:
        return await TryBankCommand.RunAsync(options);
}

return (int)await StartUp.RunAsync(args, Console.Error, CancellationToken.None);
