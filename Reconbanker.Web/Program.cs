using Reconbanker.Web;
using Reconbanker.Web.Backups;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.Starting;
using Reconbanker.Web.TryBank;

switch (args)
{
    case ["watch", .. var options]:
        return await WatchCommand.RunAsync(options);
    case ["try-bank", .. var options]:
        return await TryBankCommand.RunAsync(options);
    case ["backup" or "restore", ..]:
        return await BackupCommand.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
}

return (int)await StartUp.RunAsync(args, Console.Error, CancellationToken.None);
