namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Acts on elements as the hand of whoever is in control: with the same rights, in the same order as all that the person does, and with
/// presses and typing that are a hand's wherever that is possible.
/// </summary>
internal static class ElementHand
{
    public static async Task<ElementOutcome> PressAsync(LiveView view, Viewer viewer, PageElement element, CancellationToken cancellationToken)
    {
        if (!element.IsActionable || view.Acts.WindowOf(viewer) is not { } window)
        {
            return ElementOutcome.Refused;
        }

        if (await window.Elements.FindAsync(element, cancellationToken) is not { } spot || view.Acts.WindowOf(viewer) != window)
        {
            return ElementOutcome.Gone;
        }

        var press = new ViewerInput.Mouse(
            MouseAction.Down, spot.X, spot.Y, JustSeen, PointerButton.Left, PointerButtons.Left);
        if (!spot.IsHit)
        {
            window.OnInput(press);
            await window.Presses.BeforePressAsync();
            await window.Elements.ClickAsync(element, cancellationToken);
            return ElementOutcome.Done;
        }

        var outcome = Said(viewer.Send(press));
        viewer.Send(press with { Action = MouseAction.Up, Buttons = PointerButtons.None });
        return outcome;
    }

    public static async Task<ElementOutcome> TypeAsync(
        LiveView view, Viewer viewer, PageElement field, string text, CancellationToken cancellationToken)
    {
        if (field.Kind != ElementKind.Field || !field.IsActionable || view.Acts.WindowOf(viewer) is not { } window)
        {
            return ElementOutcome.Refused;
        }

        if (!await window.Elements.FocusAsync(field, cancellationToken) || view.Acts.WindowOf(viewer) != window)
        {
            return ElementOutcome.Gone; // what is typed must not land elsewhere
        }

        if (text.Length > 0)
        {
            return Said(viewer.Send(new ViewerInput.Text(text, IsAimed: true)));
        }

        var delete = new ViewerInput.Key(true, "Delete", "Delete", 46);
        viewer.Send(delete);
        return Said(viewer.Send(delete with { IsDown = false }));
    }

    public static async Task<ElementOutcome> ChooseAsync(
        LiveView view, Viewer viewer, PageElement list, int index, CancellationToken cancellationToken)
    {
        if (list.Kind != ElementKind.List || !list.IsActionable || view.Acts.WindowOf(viewer) is not { } window)
        {
            return ElementOutcome.Refused;
        }

        window.OnInput(new ViewerInput.Mouse(MouseAction.Down, 0, 0, JustSeen));
        return await window.Elements.ChooseAsync(list, index, cancellationToken) ? ElementOutcome.Done : ElementOutcome.Gone;
    }

    /// <summary>It was looked up this moment: no picture is older than that.</summary>
    private const long JustSeen = long.MaxValue;

    private static ElementOutcome Said(InputOutcome outcome) => outcome switch
    {
        InputOutcome.Accepted => ElementOutcome.Done,
        InputOutcome.PageChanged => ElementOutcome.Gone,
        _ => ElementOutcome.Refused,
    };
}
