using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Webhooks;

/// <summary>What the closed lists of webhooks read like: every value has its text, which a test makes sure of.</summary>
internal static class WebhookWords
{
    /// <summary>Least time between two looks at what is on its way: while events leave in great numbers, a few a second are enough.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    // It is shown as text and never as HTML, so names keep their accents.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What an event tells.</summary>
    public static string Name(DeliveryKind kind) => Text($"Kind_{kind}");

    public static string Name(DeliveryState state) => Text($"State_{state}");

    /// <summary>What became of an attempt, with its number and, where there was one, the answer's status.</summary>
    public static string Describe(int number, AttemptOutcome outcome, int? statusCode) =>
        string.Format(CultureInfo.CurrentCulture, WebhookTexts.Attempt, number, Name(outcome, statusCode));

    public static string Name(AttemptOutcome outcome, int? statusCode) =>
        string.Format(CultureInfo.CurrentCulture, Text($"Outcome_{outcome}"), statusCode);

    /// <summary>Why a webhook is paused, and what to do about it.</summary>
    public static string Advice(WebhookPauseReason reason) => Text($"Pause_{reason}");

    public static string Count(string text, int count) => string.Format(CultureInfo.CurrentCulture, text, count);

    /// <summary>The JSON of an event over several lines, its numbers as they are.</summary>
    public static string Pretty(byte[] body) => JsonSerializer.Serialize(JsonElement.Parse(body), Indented);

    public static string Describe(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Queued => WebhookTexts.SendQueued,
        SendOutcome.Paused => WebhookTexts.SendPaused,
        SendOutcome.NoWebhook => WebhookTexts.SendNoWebhook,
        _ => WebhookTexts.SendNotFound,
    };

    private static string Text(string key) => WebhookTexts.ResourceManager.Word(key);
}
