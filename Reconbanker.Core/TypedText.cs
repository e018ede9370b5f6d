namespace Reconbanker.Core;

/// <summary>What a person typed into a field.</summary>
internal static class TypedText
{
    /// <summary>Without the blanks around it; null when nothing is left.</summary>
    public static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
