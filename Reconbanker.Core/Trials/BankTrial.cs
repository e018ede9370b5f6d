using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Core.Trials;

/// <summary>
/// One run of a driver without an account and a database, for the driver's author: the same visit to the bank, page and bounds as a one-shot
/// run in login mode assisted, and one login as much as any.
/// </summary>
public sealed class BankTrial(
    BankCatalog banks, BankVisit visit, IOptions<SessionOptions> options, IOptions<BrowserOptions> browserOptions, TimeProvider clock)
{
    /// <summary>Runs to its end and tells what came of it; never throws.</summary>
    /// <param name="stop">Ends it, and the browser with it.</param>
    public async Task<TrialReport> RunAsync(TrialRequest request, TrialTalk talk, CancellationToken stop)
    {
        var bank = banks.FindBank(request.BankCode) ?? throw new ArgumentException($"No driver knows the bank '{request.BankCode}'.", nameof(request));
        var run = new ScrapeRun { AccountId = Guid.Empty, Trigger = RunTrigger.Person, StartedAt = clock.GetUtcNow() };
        using var session = new RunningSession(Guid.Empty, run, options.Value.OneShotTimeout, clock) { HasWindow = !browserOptions.Value.Headless };
        await using var stopped = stop.Register(() => session.End(StopReason.Requested));
        return await new TrialRun(banks.FindDriver(request.BankCode)!, bank, request, talk, session, visit, options.Value, clock).RunAsync();
    }
}

/// <param name="From">First day to read; as many days back as a first reading goes when null.</param>
/// <param name="BankAccountNumber">Which of the login's bank accounts to read; asked for when null and there are several.</param>
/// <param name="RecordInto">Folder for the pages that are read; null when they are not recorded.</param>
public sealed record TrialRequest(string BankCode, BankCredentials Credentials, DateOnly? From, string? BankAccountNumber, string? RecordInto);

/// <summary>How a trial speaks with the person who tries.</summary>
/// <param name="Enter">Told of each stage as it begins.</param>
/// <param name="AskForCode">Asks for codes and hands them to the delegate, which says what the bank made of each, until it is cancelled.</param>
/// <param name="AskForHelp">Told what the person has to do, in the browser's window or on another device.</param>
/// <param name="ChooseBankAccount">Asks which one to read, and returns its number.</param>
public sealed record TrialTalk(
    Action<Stage> Enter,
    Func<CodeRequest, Func<SecretText, Task<CodeAnswer>>, CancellationToken, Task> AskForCode,
    Action<HelpKind> AskForHelp,
    Func<IReadOnlyList<BankAccountOption>, CancellationToken, Task<string>> ChooseBankAccount);

/// <summary>What came of a trial.</summary>
/// <param name="Stage">The stage under way when it ended.</param>
public sealed record TrialReport(StopReason Reason, Stage Stage)
{
    /// <summary>The step that failed, in the driver's words; null when none did.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Why there is no browser, or the place in the driver at which it ended, without what was said there; null otherwise.</summary>
    public string? Detail { get; init; }

    /// <summary>What only a person can do, and for which there was no window; null when nothing was.</summary>
    public HelpKind? NeededHand { get; init; }

    /// <summary>Empty before the login has shown them.</summary>
    public IReadOnlyList<BankAccountOption> BankAccounts { get; init; } = [];

    /// <summary>Everything that was read, also before a failure.</summary>
    public IReadOnlyList<ScrapedTransaction> Rows { get; init; } = [];

    /// <summary>The days that were asked for, and what the driver says of them; null when nothing was read.</summary>
    public ReadWindow? Window { get; init; }

    /// <summary>How many pages were recorded; null when none were to be.</summary>
    public int? PagesRecorded { get; init; }

    /// <summary>How many times a page could not be copied.</summary>
    public int PagesMissing { get; init; }
}
