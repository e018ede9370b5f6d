using System.Globalization;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Trials;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.Demo;

namespace Reconbanker.Web.TryBank;

/// <summary>What a trial says, for people who write drivers.</summary>
internal static class TrialWords
{
    public static string UnknownBank(string code, IReadOnlyList<Bank> banks) =>
        $"{Format(TryBankTexts.UnknownBank, code)}{string.Concat(banks.Select(b => $"\n  {b.Code,-24} {b.Name}"))}";

    public static string Demo(DemoSite demo) => Format(TryBankTexts.Demo, demo.Address, demo.PhoneAddress);

    /// <summary>What a login may cost.</summary>
    public static string Warning(Bank bank) => Format(TryBankTexts.Warning, bank.Name, bank.RefusalsUntilLocked);

    public static string Installing(ChromiumState.Installing installing) => Format(TryBankTexts.Installing, installing.What);

    public static string NoBrowser(BrowserException e) =>
        e is ChromiumUnavailableException { Command: { } command } ? $"{e.Message}\n{Format(TryBankTexts.RunThis, command)}" : e.Message;

    public static string FolderNotEmpty(string folder) => Format(TryBankTexts.FolderNotEmpty, folder);

    public static string FromInTheFuture(Bank bank) => Format(TryBankTexts.FromInTheFuture, bank.Name);

    public static string Stage(Stage stage) => stage == Core.Sessions.Stage.Wait ? TryBankTexts.KeepingAlive : SessionWords.Name(stage);

    public static string CodeNeeded(CodeRequest code) =>
        Format(code.Kind == CodeKind.Digits ? TryBankTexts.DigitsNeeded : TryBankTexts.CharactersNeeded, code.Length, SessionWords.Name(code.Channel));

    public static string HelpNeeded(HelpKind kind) => kind == HelpKind.Approval ? TryBankTexts.ApprovalNeeded : Format(TryBankTexts.HandNeeded, Task(kind));

    public static string BankAccounts(IReadOnlyList<BankAccountOption> shown) =>
        TryBankTexts.BankAccounts + string.Concat(shown.Select((o, i) => $"\n    {i + 1}. {o.Number}  {o.Label}"));

    public static string NotInTheList(int count) => Format(TryBankTexts.NotInTheList, count);

    public static string Describe(CodeAnswer answer, int length) => Format(TryBankTexts.ResourceManager.Word($"Code_{answer}"), length);

    /// <summary>Why it ended, where and at which step.</summary>
    public static string Describe(TrialReport report)
    {
        string?[] lines =
        [
            Format(TryBankTexts.EndedIn, SessionWords.Title(report.Reason), Stage(report.Stage)),
            report.NeededHand is { } hand ? Format(TryBankTexts.NoHand, Task(hand)) : Advice(report),
            report.FailedStep is { } step ? Format(TryBankTexts.Step, step) : null,
            report.Detail,
        ];
        return string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
    }

    public static TrialEnd End(StopReason reason) => reason switch
    {
        StopReason.Finished => TrialEnd.Read,
        StopReason.Requested => TrialEnd.Stopped,
        StopReason.BadCredentials or StopReason.AccountLocked or StopReason.PasswordExpired or StopReason.SecondFactorRefused => TrialEnd.Refused,
        StopReason.BankUnavailable => TrialEnd.BankUnavailable,
        StopReason.BrowserUnavailable or StopReason.BrowserCrashed => TrialEnd.NoBrowser,
        StopReason.NobodyHelped or StopReason.BankAccountNotChosen => TrialEnd.NobodyHelped,
        _ => TrialEnd.Failed,
    };

    private static string Advice(TrialReport report) => report.Reason == StopReason.WrongBankAccount && report.BankAccounts.Count > 0
        ? BankAccounts(report.BankAccounts)
        : TryBankTexts.ResourceManager.GetString($"End_{report.Reason}", CultureInfo.CurrentUICulture) ?? "";

    private static string Task(HelpKind kind) => TryBankTexts.ResourceManager.Word($"Help_{kind}");

    private static string Format(string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
