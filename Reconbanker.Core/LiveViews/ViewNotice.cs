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

    /// <summary>A field is not filled in as the page wants it; the text is the browser's.</summary>
    FieldRefused,

    /// <summary>The page asked for a passkey, and was told that there is none.</summary>
    PasskeyAsked,

    /// <summary>A dialog was closed because no human was needed; the text is the page's.</summary>
    DialogClosed,

    /// <summary>Going there again would have sent a form again, so the page stayed as it is.</summary>
    FormNotRepeated,

    /// <summary>There is no page of the bank to go back to.</summary>
    NothingBefore,
}

/// <summary>Something that happened in the bank's browser and is in no picture.</summary>
/// <param name="Name">Of the file, the field, or the host that a dialog is from; as the page gives it, and empty for everything else.</param>
/// <param name="Text">What the browser or the page says of it.</param>
/// <param name="Bytes">Size of the file; null if it is not known.</param>
public sealed record ViewNotice(ViewNoticeKind Kind, string Name = "", string Text = "", long? Bytes = null);
