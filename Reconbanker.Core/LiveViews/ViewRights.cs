namespace Reconbanker.Core.LiveViews;

/// <summary>What a person may do at the live view of an account.</summary>
/// <param name="Watch">See the page; what is entered and amounts are masked for whoever may not act in it.</param>
/// <param name="Control">Act in the page, which nobody can who does not see it.</param>
/// <param name="GiveCode">Hand a code over to the session that asks for it, seen or unseen.</param>
public readonly record struct ViewRights(bool Watch, bool Control, bool GiveCode)
{
    /// <summary>The owner's.</summary>
    public static readonly ViewRights All = new(true, true, true);

    public bool IsNone => this == default;

    /// <summary>With what the given ones need.</summary>
    public ViewRights Complete() => this with { Watch = Watch || Control };
}
