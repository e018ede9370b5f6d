using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

public enum PickerKind { Date, Time, DateTime, Month, Week, Colour, Proposal }

/// <summary>What a page proposes for a field.</summary>
/// <param name="Label">What it is called; mostly the same as the value.</param>
public sealed record PickerProposal(string Value, string Label);

/// <summary>
/// A field of the bank's page that has a picker of its own, which is in no picture; whoever is in control may fill it with one of theirs.
/// Texts are the page's; values have the form that HTML gives them.
/// </summary>
/// <param name="Label">Empty if the page does not say.</param>
/// <param name="Value">What is in it now; empty for nothing.</param>
/// <param name="Min">As <paramref name="Max"/> and <paramref name="Step"/>: empty if the page sets none.</param>
/// <param name="ByKeyboard">Whether it was reached by the keyboard, and not by a click.</param>
public sealed partial record PickerField(
    PickerKind Kind, string Label, string Value, string Min, string Max, string Step, bool IsRequired, bool ByKeyboard)
{
    private PickerSource? _source;

    /// <summary>Empty for a field with a picker.</summary>
    public IReadOnlyList<PickerProposal> Proposals { get; private init; } = [];

    /// <summary>Whether a value has the form that such a field takes; nothing at all empties a field.</summary>
    public bool Takes(string value) => value.Length == 0 ? Kind is not (PickerKind.Colour or PickerKind.Proposal) : Kind switch
    {
        PickerKind.Date => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        PickerKind.Month => DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        PickerKind.Time => TimeOnly.TryParseExact(value, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        PickerKind.DateTime => value.Split('T') is [var day, var time]
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && TimeOnly.TryParseExact(time, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        PickerKind.Week => WeekForm().IsMatch(value),
        PickerKind.Colour => ColourForm().IsMatch(value),
        PickerKind.Proposal => Proposals.Any(proposal => proposal.Value == value),
        _ => false,
    };

    public override string ToString() => nameof(PickerField); // what is in a field may be secret

    /// <summary>Fills the field as a person's choice would; nothing happens if it is gone.</summary>
    internal void Fill(string value)
    {
        if (_source is { } source)
        {
            SecretInput.Choose(source.Session, source.Context, PageScript.Fill, source.Number, value);
        }
    }

    /// <param name="call">A call of <see cref="PageScript.Ask"/>.</param>
    /// <returns>Null if it is none that the script makes.</returns>
    internal static PickerField? Read(CdpPage session, JsonElement call)
    {
        if (call.GetProperty("name").GetString() != PageScript.Ask || Parse(call.GetProperty("payload").GetString()!) is not { } asked
            || KindOf(asked.Kind) is not { } kind)
        {
            return null;
        }

        return new(kind, asked.Label, asked.Value, asked.Min, asked.Max, asked.Step, asked.IsRequired, asked.ByKeyboard)
        {
            Proposals = asked.Proposals,
            _source = new(session, call.GetProperty("executionContextId").GetInt32(), asked.Number),
        };
    }

    private static readonly string[] TimeForms = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFF"];

    private static Asked? Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, PickerJson.Default.Asked);
        }
        catch (JsonException)
        {
            return null; // a page that has taken over its process can say anything
        }
    }

    private static PickerKind? KindOf(string type) => type switch
    {
        "date" => PickerKind.Date,
        "time" => PickerKind.Time,
        "datetime-local" => PickerKind.DateTime,
        "month" => PickerKind.Month,
        "week" => PickerKind.Week,
        "color" => PickerKind.Colour,
        "proposal" => PickerKind.Proposal,
        _ => null,
    };

    [GeneratedRegex("^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$")]
    private static partial Regex WeekForm();

    [GeneratedRegex("^#[0-9a-fA-F]{6}$")]
    private static partial Regex ColourForm();

    private sealed record PickerSource(CdpPage Session, int Context, int Number);

    internal sealed record Asked(
        int Number, string Kind, string Label, string Value, string Min, string Max, string Step, bool IsRequired, bool ByKeyboard,
        PickerProposal[] Proposals);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PickerField.Asked))]
internal sealed partial class PickerJson : JsonSerializerContext;
