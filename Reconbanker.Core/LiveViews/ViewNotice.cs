namespace Reconbanker.Core.LiveViews;

public enum ViewNoticeKind
{
    /// <summary>The page opened another window, which is shown now.</summary>
    WindowFollowed,

    /// <summary>The page opened another window, which whoever is in control may go to.</summary>
    WindowWaits,

    /// <summary>The window that was shown is gone; the one that it came from is shown again.</summary>
    WindowClosed,

    /// <summary>The page asked for a file, and got none.</summary>
    FileRefused,

    /// <summary>The page offered a file, which was not taken.</summary>
    DownloadRefused,
}

/// <summary>Something that happened in the bank's browser and is in no picture.</summary>
/// <param name="Name">The file's name, as the page gives it; empty for everything else.</param>
public sealed record ViewNotice(ViewNoticeKind Kind, string Name = "");
