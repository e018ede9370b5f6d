using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Trials;

namespace Reconbanker.Web.TryBank;

/// <summary>
/// <c>try-bank CODE</c>: runs one bank's driver once, with nothing else of Reconbanker, and prints its stages and the rows that it reads.
/// Credentials and codes are asked for, or are the lines of an input that is no keyboard.
/// </summary>
internal sealed class TryBankCommand(TryBankOptions options, TrialHost host, Bank bank, Terminal terminal)
{
    private readonly TrialPrinter _printer = new(terminal.Output, host.Get<TimeProvider>());

    /// <returns>See <see cref="TrialEnd"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(arguments, Terminal.OfProcess(), stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken stop)
    {
        if (TryBankOptions.Parse(arguments, out var problem) is not { } options)
        {
            return problem is null ? Said(terminal.Output, TryBankTexts.Usage, TrialEnd.Read) : Said(terminal.Errors, $"{problem}\n\n{TryBankTexts.Usage}", TrialEnd.WrongUse);
        }

        if (ProblemHere(options) is { } obstacle)
        {
            return Said(terminal.Errors, obstacle, TrialEnd.WrongUse);
        }

        try
        {
            await using var host = new TrialHost(options, terminal.Errors);
            return host.Banks.FirstOrDefault(b => b.Code == options.BankCode) is { } bank
                ? await new TryBankCommand(options, host, bank, terminal).TryAsync(stop)
                : Said(terminal.Errors, TrialWords.UnknownBank(options.BankCode, host.Banks), TrialEnd.WrongUse);
        }
        catch (OptionsValidationException e)
        {
            return Said(terminal.Errors, e.Message, TrialEnd.WrongUse);
        }
        catch (BrowserException e)
        {
            return Said(terminal.Errors, TrialWords.NoBrowser(e), TrialEnd.NoBrowser);
        }
        catch (EndOfStreamException)
        {
            return Said(terminal.Errors, TryBankTexts.InputEnded, TrialEnd.NobodyHelped);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Said(terminal.Errors, TryBankTexts.Stopped, TrialEnd.Stopped);
        }
    }

    private static int Said(TextWriter to, string text, TrialEnd end)
    {
        to.WriteLine(text);
        return (int)end;
    }

    // What would spoil the trial is said before a login is spent on it.
    private static string? ProblemHere(TryBankOptions options)
    {
        if (options.HasWindow && OperatingSystem.IsLinux() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")))
        {
            return TryBankTexts.NoDisplay;
        }

        return options.RecordFolder is { } folder && (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            ? TrialWords.FolderNotEmpty(folder)
            : null;
    }

    private async Task<int> TryAsync(CancellationToken stop)
    {
        if (await host.ServeDemoAsync(bank, stop))
        {
            terminal.Output.WriteLine(TrialWords.Demo(host.Demo));
        }

        if (options.From > BankDay.Today(bank, host.Get<TimeProvider>()))
        {
            return Said(terminal.Errors, TrialWords.FromInTheFuture(bank), TrialEnd.WrongUse);
        }

        await FindBrowserAsync(stop);
        terminal.Output.WriteLine(TrialWords.Warning(bank));
        var userName = await AnsweredAsync(terminal.LineAsync(TryBankTexts.UserName, stop));
        var password = await AnsweredAsync(terminal.SecretAsync(TryBankTexts.Password, stop));

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var operators = new TrialOperator(terminal, _printer, ended);
        var report = await host.Get<BankTrial>().RunAsync(
            new TrialRequest(bank.Code, new(new SecretText(userName), new SecretText(password)), options.From, options.BankAccountNumber, options.RecordFolder),
            new TrialTalk(_printer.Enter, operators.AskForCodeAsync, operators.AskForHelp, operators.ChooseBankAccountAsync),
            ended.Token);
        _printer.Print(report, options.RecordFolder);
        return operators.InputEnded
            ? Said(terminal.Errors, TryBankTexts.InputEnded, TrialEnd.NobodyHelped)
            : (int)TrialWords.End(report.Reason);
    }

    /// <summary>Takes a while where one has to be installed first.</summary>
    private async Task FindBrowserAsync(CancellationToken stop)
    {
        var chromium = host.Get<ChromiumProvider>();
        var said = 0;
        using var listening = host.Get<ActivityFeed>().Listen(_ =>
        {
            if (chromium.State is ChromiumState.Installing installing && Interlocked.Exchange(ref said, 1) == 0)
            {
                terminal.Output.WriteLine(TrialWords.Installing(installing));
            }
        });
        await chromium.GetAsync(stop);
    }

    private static async Task<string> AnsweredAsync(Task<string?> asking) => await asking is { Length: > 0 } answer ? answer : throw new EndOfStreamException();
}
