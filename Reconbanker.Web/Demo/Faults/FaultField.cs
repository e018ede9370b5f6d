using System.Globalization;

namespace Reconbanker.Web.Demo.Faults;

/// <summary>One switch of the demo's faults, by the name that it has in JSON and in forms.</summary>
/// <param name="Meaning">What it does, in the panel's words.</param>
public abstract record FaultField(string Name, Func<string> Meaning)
{
    /// <summary>The values that it takes, to be read by people.</summary>
    public abstract string Allowed { get; }

    /// <summary>A bool, an int or a string.</summary>
    public abstract object Read(FaultSettings settings);

    /// <returns>Null when the value is not allowed.</returns>
    public abstract FaultSettings? Write(FaultSettings settings, string value);
}

public sealed record SwitchField(
    string Name, Func<string> Meaning, Func<FaultSettings, bool> Get, Func<FaultSettings, bool, FaultSettings> Set)
    : FaultField(Name, Meaning)
{
    public override string Allowed => "true or false";
    public override object Read(FaultSettings settings) => Get(settings);
    public override FaultSettings? Write(FaultSettings settings, string value) => bool.TryParse(value, out var on) ? Set(settings, on) : null;
}

public sealed record NumberField(
    string Name, Func<string> Meaning, int Least, int Most, Func<FaultSettings, int> Get, Func<FaultSettings, int, FaultSettings> Set)
    : FaultField(Name, Meaning)
{
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Least} to {Most}");
    public override object Read(FaultSettings settings) => Get(settings);

    public override FaultSettings? Write(FaultSettings settings, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most
            ? Set(settings, number)
            : null;
}

public sealed record ChoiceField(
    string Name, Func<string> Meaning, IReadOnlyList<string> Choices, Func<FaultSettings, string> Get, Func<FaultSettings, string, FaultSettings> Set)
    : FaultField(Name, Meaning)
{
    public override string Allowed => "one of " + string.Join(", ", Choices);
    public override object Read(FaultSettings settings) => Get(settings);
    public override FaultSettings? Write(FaultSettings settings, string value) => Choices.Contains(value) ? Set(settings, value) : null;
}
