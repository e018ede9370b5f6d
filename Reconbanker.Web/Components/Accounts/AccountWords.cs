using System.Globalization;
using Reconbanker.Core.Accounts;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>What the closed lists of accounts read like.</summary>
internal static class AccountWords
{
    public static string Name(SessionType type) => type == SessionType.OneShot ? AccountTexts.OneShot : AccountTexts.Persistent;

    public static string Name(LoginMode mode) => mode == LoginMode.Simple ? AccountTexts.Simple : AccountTexts.Assisted;

    public static string Session(SessionType type, LoginMode mode) => $"{Name(type)} · {Name(mode)}";

    /// <summary>What is wrong with a setting, naming the field and the fix.</summary>
    public static string Problem(SettingsProblem problem) => Problem(problem, detail: null);

    /// <param name="detail">What exactly, for the words that name it.</param>
    public static string Problem(SettingsProblem problem, string? detail) =>
        string.Format(CultureInfo.CurrentCulture, AccountTexts.ResourceManager.Word($"Problem_{problem}"), detail);
}
