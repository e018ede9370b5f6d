using System.Globalization;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web.Backups;

/// <summary>The commands <c>backup FILE</c>, <c>backup --verify FILE</c> and <c>restore FILE</c>.</summary>
internal static class BackupCommand
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int WrongUse = 2;

    /// <returns>0 when it is done, 1 when it is refused, 2 when the words were not understood, 3 when Reconbanker runs on the data folder.</returns>
    public static async Task<int> RunAsync(string[] words, Terminal terminal, CancellationToken stop)
    {
        if (BackupOptions.Parse(words, out var problem) is not { } options)
        {
            await terminal.Errors.WriteLineAsync($"{problem}\n\n{BackupTexts.Usage}");
            return WrongUse;
        }

        var folder = DataFolders.Of(new ConfigurationManager()
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine([.. options.Settings])
            .Build());
        try
        {
            return await RunAsync(options, folder, await SecretAsync(options, terminal, stop), terminal, stop);
        }
        catch (InstanceInUseException e)
        {
            await terminal.Errors.WriteLineAsync(e.Message);
            return (int)StartEnd.InUse;
        }
        catch (Exception e) when (e is BackupException or DatabaseUnusableException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            await terminal.Errors.WriteLineAsync(e is ArgumentException argument ? WithoutName(argument) : e.Message);
            return Refused;
        }
    }

    private static async Task<int> RunAsync(BackupOptions options, DataFolder folder, BackupSecret secret, Terminal terminal, CancellationToken stop)
    {
        if (!options.IsRestore && !options.Verifies)
        {
            DatabaseCheck.Run(folder, heldVersion: null);
            if (!File.Exists(folder.DatabaseFile))
            {
                throw new IOException(Format(BackupTexts.NothingThere, folder.Root));
            }

            var manifest = await new BackupMaker(folder, TimeProvider.System).WriteAsync(options.File, secret, stop);
            await terminal.Output.WriteLineAsync(BackupWords.Made(options.File, manifest));
            return Done;
        }

        await using var backup = File.OpenRead(options.File);
        if (options.Verifies)
        {
            var report = await new Rehearsal(folder).RunAsync(backup, secret, stop);
            await terminal.Output.WriteLineAsync(BackupWords.Report(report));
            return report.WouldWork ? Done : Refused;
        }

        switch (await new Restoring(folder, TimeProvider.System).RunAsync(backup, secret, options.Replaces, stop))
        {
            case RestoreOutcome.Restored restored:
                await terminal.Output.WriteLineAsync(BackupWords.Restored(folder, restored));
                return Done;
            case RestoreOutcome.InUse(var database):
                await terminal.Errors.WriteLineAsync(Format(BackupTexts.WouldReplace, database));
                return Refused;
            case RestoreOutcome.WouldNotWork(var why):
                await terminal.Errors.WriteLineAsync(BackupWords.Report(why));
                return Refused;
            default:
                throw new InvalidOperationException("A restore has no other outcome.");
        }
    }

    private static async Task<BackupSecret> SecretAsync(BackupOptions options, Terminal terminal, CancellationToken stop)
    {
        if (options.KeyFile is { } file)
        {
            return BackupSecret.OfKeyFile(file);
        }

        var passphrase = await terminal.SecretAsync(BackupTexts.Passphrase, stop) ?? "";
        var isNew = !options.IsRestore && !options.Verifies;
        return isNew && terminal.IsKeyboard && await terminal.SecretAsync(BackupTexts.PassphraseAgain, stop) != passphrase
            ? throw new ArgumentException(BackupTexts.NotTheSame)
            : BackupSecret.OfPassphrase(new SecretText(passphrase));
    }

    // The framework adds the parameter's name on a line of its own.
    private static string WithoutName(ArgumentException e) =>
        e.ParamName is { } name ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;

    private static string Format(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
