namespace Reconbanker.Core.People;

public enum PasswordProblem { TooShort, TooLong, ContainsEmailName, Notorious }

/// <summary>What a password of Reconbanker must not be. Length is what counts: any characters will do.</summary>
public static class PasswordRules
{
    public const int MinimumLength = 12;

    /// <summary>Far above any real password; bounds the work that one request can cause.</summary>
    public const int MaximumLength = 256;

    /// <summary>Names shorter than this, such as "ana", turn up in good passwords by chance.</summary>
    private const int ShortestTellingName = 4;

    /// <summary>Passwords are refused that hold nothing but one of these and a few characters around it.</summary>
    private static readonly string[] Notorious =
    [
        "passwordpassword", "password", "passw0rd", "p@ssword", "p@ssw0rd", "contraseña", "contrasena", "administrator", "administrador",
        "letmeinletmein", "letmein", "iloveyou", "welcome", "bienvenido", "changeme", "trustno1", "reconbanker", "qwertyuiopas", "qwertyuiop",
        "qwerty123456", "qwertyqwerty", "asdfghjkl", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "abcdefghijkl", "abcd12345678", "abc123abc123",
        "1234567890", "123456789", "0987654321", "987654321", "123123123123", "112233445566", "monkeymonkey", "dragondragon", "sunshine", "princess",
        "football", "superman",
    ];

    /// <summary>Characters that may surround a notorious password without making it a better one.</summary>
    private const int WorthlessExtra = 5;

    /// <param name="email">Of the person whose password it will be.</param>
    /// <returns>Null when the password will do.</returns>
    public static PasswordProblem? Check(string password, string email)
    {
        if (password.Length < MinimumLength)
        {
            return PasswordProblem.TooShort;
        }

        if (password.Length > MaximumLength)
        {
            return PasswordProblem.TooLong;
        }

        var name = EmailAddress.NameOf(email);
        if (name.Length >= ShortestTellingName && password.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return PasswordProblem.ContainsEmailName;
        }

        return IsNotorious(password) ? PasswordProblem.Notorious : null;
    }

    private static bool IsNotorious(string password) =>
        password.ToLowerInvariant().Distinct().Count() < 4
        || Notorious.Any(known => password.Length - known.Length <= WorthlessExtra
            && password.Contains(known, StringComparison.OrdinalIgnoreCase));
}
