using System.Globalization;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sharing;

/// <summary>What sharing and its record read like.</summary>
internal static class SharingWords
{
    /// <summary>E.g. "watch · control".</summary>
    public static string Name(ViewRights rights)
    {
        (bool Is, string Name)[] all = [(rights.Watch, SharingTexts.Watch), (rights.Control, SharingTexts.Control), (rights.GiveCode, SharingTexts.GiveCode)];
        return string.Join(" · ", all.Where(right => right.Is).Select(right => right.Name));
    }

    /// <summary>What is wrong with an address or the rights, and what to do; null when it was saved.</summary>
    public static string? Problem(ShareOutcome outcome, string? email) => outcome == ShareOutcome.Saved
        ? null
        : string.Format(CultureInfo.CurrentCulture, Text($"Problem_{outcome}"), email?.Trim());

    /// <summary>In one sentence, who did what.</summary>
    public static string Describe(AuditEntry entry) =>
        string.Format(CultureInfo.CurrentCulture, Text($"Act_{entry.Act}"), entry.UserName, entry.OtherName, Outcome(entry));

    /// <summary>Whether somebody's control ended with the act.</summary>
    public static bool HasCounts(AuditAct act) => act is AuditAct.ControlGiven or AuditAct.ControlPassed or AuditAct.ControlTakenOver
        or AuditAct.ControlHandedBack or AuditAct.ControlLapsed or AuditAct.ControlRevoked or AuditAct.ControlEnded;

    /// <summary>How much was done while in control, e.g. "2 clicks, 6 keys".</summary>
    public static string Counts(AuditEntry entry) => string.Format(
        CultureInfo.CurrentCulture, SharingTexts.Counts,
        entry.Clicks == 1 ? SharingTexts.OneClick : string.Format(CultureInfo.CurrentCulture, SharingTexts.Clicks, entry.Clicks),
        entry.Keys == 1 ? SharingTexts.OneKey : string.Format(CultureInfo.CurrentCulture, SharingTexts.Keys, entry.Keys));

    private static string Outcome(AuditEntry entry) => entry switch
    {
        { Act: AuditAct.CodeGiven, Outcome: { } answer } => Text($"Code_{Enum.Parse<CodeAnswer>(answer)}"),
        { Act: AuditAct.Shared, Outcome: { } rights } => string.Join(", ", rights.Split(", ").Select(Text)),
        _ => "",
    };

    private static string Text(string key) => SharingTexts.ResourceManager.Word(key);
}
