using System.Net.Mail;

namespace Reconbanker.Core.People;

/// <summary>E-mail addresses as people sign in with them: trimmed and in lower case.</summary>
public static class EmailAddress
{
    public const int MaxLength = 256;

    /// <returns>The address as it is stored, or null when the text is none.</returns>
    public static string? Read(string? text)
    {
        var email = text?.Trim().ToLowerInvariant();
        return email is { Length: > 0 and <= MaxLength }
            && MailAddress.TryCreate(email, out var parsed)
            && parsed.Address == email
                ? email
                : null;
    }

    /// <summary>As Identity looks addresses up.</summary>
    internal static string Normalize(string email) => email.ToUpperInvariant();

    /// <summary>The part before the @.</summary>
    internal static string NameOf(string email) => email[..email.LastIndexOf('@')];
}
