using System.Globalization;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Web.Components.Webhooks;

/// <summary>What the closed lists of webhooks read like: every value has its text, which a test makes sure of.</summary>
internal static class WebhookWords
{
    public static string Name(DeliveryState state) => Text($"State_{state}");

    /// <summary>What became of an attempt, with its number and, where there was one, the answer's status.</summary>
    public static string Describe(int number, AttemptOutcome outcome, int? statusCode)
    {
        var text = string.Format(CultureInfo.CurrentCulture, Text($"Outcome_{outcome}"), statusCode);
        return string.Format(CultureInfo.CurrentCulture, WebhookTexts.Attempt, number, text);
    }

    public static string Describe(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Queued => WebhookTexts.SendQueued,
        SendOutcome.NoWebhook => WebhookTexts.SendNoWebhook,
        _ => WebhookTexts.SendNotFound,
    };

    private static string Text(string key) => WebhookTexts.ResourceManager.Word(key);
}
