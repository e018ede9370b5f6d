using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Sessions;

/// <summary>A bank's page in a browser of its own, within the bounds of a session: the same for a run of an account and for a trial of a driver.</summary>
public sealed partial class BankVisit(
    ChromiumProvider chromium, BrowserHost browsers, IOptions<BrowserOptions> options, AuditTrail trail, TimeProvider clock, ILogger<BankVisit> logger)
{
    /// <summary>Starts the browser, hands its page over, and ends the browser whatever happens.</summary>
    internal async Task<T> MakeAsync<T>(
        RunningSession session, Bank bank, BrowserProfile profile, BankCredentials credentials, BankPageHelp help, Func<BankPage, Task<T>> visit)
    {
        await chromium.GetAsync(session.Stop); // a browser that is still being installed takes nothing of the run's own time
        session.BeginLimit();
        var hosts = new EgressRules(bank.Hosts, bank.LoginPage.Port);
        await using var browser = await browsers.LaunchAsync(profile with { TimeZone = bank.TimeZone, Egress = hosts }, session.Stop);
        using var watch = new BrowserWatch(browser, session, end => LogBrowserEnded(session.RunId, end));
        await using var view = session.HasWindow
            ? null : await LiveView.OpenAsync(browser.Page, hosts, session.Access, act => Note(session, act), clock, session.Stop);
        if (session.HasWindow)
        {
            browser.Page.Context.Dialog += (_, _) => { }; // unheard, they would be answered for the person
        }

        session.View = view;
        try
        {
            return await visit(new BankPage(
                browser.Page, bank, credentials, BankDay.Today(bank, clock), options.Value.StepTimeout, clock, help, session.Stop));
        }
        finally
        {
            session.View = null;
        }
    }

    private void Note(RunningSession session, ViewAct act) => trail.Note(session.OwnerId, new()
    {
        AccountId = session.AccountId,
        At = clock.GetUtcNow(),
        Act = act.Act,
        UserId = act.UserId,
        UserName = act.UserName,
        OtherName = act.OtherName,
        Clicks = act.Clicks,
        Keys = act.Keys,
    });

    [LoggerMessage(LogLevel.Warning, "The browser of run {RunId} ended by itself: {End}.")]
    private partial void LogBrowserEnded(Guid runId, BrowserEnd end);
}
