using System.Globalization;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>What the closed lists of sessions read like: every value has its texts, which a test makes sure of.</summary>
internal static class SessionWords
{
    /// <summary>Why a run ended, in two or three words.</summary>
    public static string Title(StopReason reason) => Text($"Reason_{reason}_Title");

    /// <summary>What to do about it; empty when nothing is to be done.</summary>
    public static string Advice(StopReason reason) => Text($"Reason_{reason}_Advice");

    public static string Title(AttentionReason reason) => Text($"Attention_{reason}_Title");

    public static string Advice(AttentionReason reason) => Text($"Attention_{reason}_Advice");

    public static string Name(Stage stage) => Text($"Stage_{stage}");

    /// <summary>What the human has to do, in a few words.</summary>
    public static string Title(AssistanceKind kind) => Text($"Help_{kind}_Title");

    /// <summary>How, in a sentence or two.</summary>
    public static string Advice(AssistanceKind kind) => Text($"Help_{kind}_Advice");

    /// <summary>For people who are somewhere else in the dashboard.</summary>
    public static string Banner(AssistanceRequest request, string account) => string.Format(
        CultureInfo.CurrentCulture, Text($"Help_{request.Kind}_Banner"), account, request.CodeLength, request.Channel);

    /// <param name="codeLength">Characters that the bank asks for.</param>
    public static string Describe(CodeAnswer answer, int? codeLength) =>
        string.Format(CultureInfo.CurrentCulture, Text($"Code_{answer}"), codeLength);

    private static string Text(string key) => SessionTexts.ResourceManager.Word(key);
}
