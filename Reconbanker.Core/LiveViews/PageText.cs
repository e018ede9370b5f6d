using System.Globalization;

namespace Reconbanker.Core.LiveViews;

/// <summary>Texts that a page chose, as people may be shown them among our own.</summary>
internal static class PageText
{
    private const int LongestLine = 80;

    /// <summary>Nothing in it may break a line, turn the text around or fill the screen.</summary>
    public static string Line(string text, int most = LongestLine)
    {
        var visible = string.Concat(text.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format));
        return visible.Length <= most ? visible : $"{visible[..most]}…";
    }
}
