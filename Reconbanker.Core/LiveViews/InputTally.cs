namespace Reconbanker.Core.LiveViews;

/// <summary>How much a person did in the page, and nothing else of it.</summary>
/// <param name="Clicks">Presses of a button, and touches.</param>
/// <param name="Keys">Keys, texts, pastes and values of pickers, each as one.</param>
internal readonly record struct InputTally(int Clicks, int Keys)
{
    public InputTally With(ViewerInput input) => input switch
    {
        ViewerInput.Mouse { Action: MouseAction.Down } or ViewerInput.Touch { Action: TouchAction.Start } => this with { Clicks = Clicks + 1 },
        ViewerInput.Key { IsDown: true } or ViewerInput.Text or ViewerInput.Composition or ViewerInput.Paste or ViewerInput.Fill => this with { Keys = Keys + 1 },
        _ => this,
    };
}
