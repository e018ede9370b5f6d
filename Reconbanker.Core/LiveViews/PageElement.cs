namespace Reconbanker.Core.LiveViews;

public enum ElementKind
{
    Heading,
    Text,
    Link,
    Button,

    /// <summary>A box or switch that is on or off.</summary>
    Check,

    /// <summary>One of several, of which only one is on.</summary>
    Radio,

    /// <summary>A field to type into.</summary>
    Field,

    /// <summary>A list to choose from, of the page's own kind.</summary>
    List,
}

/// <summary>Something on the bank's page that a person reads or acts on. Texts are the page's.</summary>
/// <param name="Key">The same for the same thing as long as it is there.</param>
/// <param name="Name">Empty if the page gives it none.</param>
/// <param name="Value">What a field or a date to pick holds, or which of <paramref name="Options"/> is chosen; empty for a secret.</param>
/// <param name="IsSecret">Whether it holds what nobody is shown: a password, a code.</param>
/// <param name="IsFilled">Whether a field holds anything.</param>
/// <param name="IsOn">For a box, a switch or one of several.</param>
/// <param name="Options">Of a list, in its order.</param>
public sealed record PageElement(
    string Key, ElementKind Kind, string Name, string Value, bool IsSecret, bool IsFilled, bool IsOn, bool IsDisabled, IReadOnlyList<string> Options)
{
    /// <summary>Whether it can be acted on.</summary>
    public bool IsActionable => Kind is not (ElementKind.Heading or ElementKind.Text) && !IsDisabled;

    internal PageDocument? Document { get; init; }

    /// <summary>DevTools' number of it.</summary>
    internal int Node { get; init; }

    public override string ToString() => $"{nameof(PageElement)} {Kind}"; // what is on a page may be secret
}

/// <summary>What became of an act on an element.</summary>
public enum ElementOutcome
{
    Done,

    /// <summary>It is not on the page any more, or takes no such thing.</summary>
    Gone,

    /// <summary>The viewer is not in control, or the page waits for the answer to a dialog.</summary>
    Refused,
}
