namespace Reconbanker.Core.LiveViews;

/// <summary>A window or tab of the bank's browser.</summary>
/// <param name="Number">1 is the first one, with which the view ends; a number is given again when its window is gone.</param>
public sealed record OpenWindow(int Number, PageAddress Address, bool IsShown);
