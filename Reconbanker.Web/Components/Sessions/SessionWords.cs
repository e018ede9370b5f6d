using System.Globalization;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.LiveViews;
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

    /// <summary>As far as the person may do it.</summary>
    public static string Advice(AssistanceKind kind, ViewRights rights) => (kind, rights) switch
    {
        (AssistanceKind.Approval or AssistanceKind.BankAccount, _) or (_, { Control: true }) => Advice(kind),
        (AssistanceKind.Code, { GiveCode: true }) => SessionTexts.Help_Code_Advice_Handed,
        _ => SessionTexts.Help_Seen,
    };

    /// <summary>For people who are somewhere else in the dashboard.</summary>
    public static string Banner(AssistanceRequest request, string account) => string.Format(
        CultureInfo.CurrentCulture, Text($"Help_{request.Kind}_Banner"), account, CodeSize(request), request.Channel is { } channel ? Name(channel) : "");

    public static string Name(CodeChannel channel) => Text($"Channel_{channel}");

    /// <summary>Where the code went, or on which device to approve; null when the bank does not say.</summary>
    public static string? Where(AssistanceRequest request) => request switch
    {
        { Channel: CodeChannel.Token or CodeChannel.Other, SentTo: null } => null,
        { Channel: { } channel, SentTo: { } to } => Format(Text($"SentTo_{channel}"), to),
        { Channel: { } channel } => Format(SessionTexts.SentBy, Name(channel)),
        { SentTo: { } device } => Format(SessionTexts.ApproveOn, device),
        _ => null,
    };

    /// <summary>What the field for the code is called.</summary>
    public static string CodeLabel(AssistanceRequest request) => Format(SessionTexts.CodeLabel, CodeSize(request));

    public static string TriesLeft(int tries) => Text($"TriesLeft_{tries}");

    /// <summary>What happens when nobody helps in time.</summary>
    public static string AtZero(AssistanceRequest request, SessionType session) =>
        $"{Text($"Zero_{session}")} {Text($"ZeroNext_{request.Channel?.ToString() ?? request.Kind.ToString()}")}";

    /// <summary>The button that asks for another code, or another request for approval.</summary>
    /// <param name="channel">Null for the same as before.</param>
    public static string SendBy(AssistanceRequest request, CodeChannel? channel) =>
        channel is { } other ? Text($"SendBy_{other}") : Sending(request, nameof(SessionTexts.SendAgain));

    /// <summary>How many of those that one may ask for were sent.</summary>
    public static string SendCount(AssistanceRequest request) => string.Format(
        CultureInfo.CurrentCulture, Sending(request, nameof(SessionTexts.SendCount)), request.SentAgain, AssistanceRequest.MostSends);

    public static string SendNoMore(AssistanceRequest request) =>
        Format(Sending(request, nameof(SessionTexts.SendNoMore)), AssistanceRequest.MostSends);

    /// <param name="request">What was to be sent again.</param>
    public static string Describe(SendAnswer answer, AssistanceRequest request) => Sending(request, $"Send_{answer}");

    /// <param name="request">What the code was for.</param>
    public static string Describe(CodeAnswer answer, AssistanceRequest request) => Format(Text($"Code_{answer}"), CodeSize(request));

    private static string Sending(AssistanceRequest request, string key) =>
        Text(request.Kind == AssistanceKind.Approval ? $"{key}_Approval" : key);

    private static string CodeSize(AssistanceRequest request) =>
        Format(request.CodeKind == CodeKind.Digits ? SessionTexts.CodeSizeDigits : SessionTexts.CodeSizeCharacters, request.CodeLength);

    private static string Format(string text, object? value) => string.Format(CultureInfo.CurrentCulture, text, value);

    private static string Text(string key) => SessionTexts.ResourceManager.Word(key);
}
