using System.Globalization;

namespace Reconbanker.Web.TryBank;

/// <summary>What the arguments of <c>try-bank</c> ask for. Credentials are no arguments: other users of the machine can read those.</summary>
internal sealed record TryBankOptions(string BankCode)
{
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>First day to read; the usual one when null.</summary>
    public DateOnly? From { get; private init; }

    public string? BankAccountNumber { get; private init; }

    /// <summary>Whether the browser shows its window.</summary>
    public bool HasWindow { get; private init; }

    /// <summary>Full path of the folder for the pages; null when they are not recorded.</summary>
    public string? RecordFolder { get; private init; }

    /// <summary>Settings of the app, as on its own command line, e.g. "--Browser:ExecutablePath=…".</summary>
    public IReadOnlyList<string> Settings { get; private init; } = [];

    /// <param name="problem">What is wrong with the arguments; null when nothing is.</param>
    /// <returns>Null when something is wrong, or nothing but an explanation is asked for.</returns>
    public static TryBankOptions? Parse(IReadOnlyList<string> arguments, out string? problem)
    {
        problem = null;
        if (arguments.Count == 0 || arguments.Contains("--help") || arguments.Contains("-h"))
        {
            return null;
        }

        if (arguments[0].StartsWith('-'))
        {
            problem = Format(TryBankTexts.BankFirst, arguments[0]);
            return null;
        }

        var options = new TryBankOptions(arguments[0]);
        for (var i = 1; i < arguments.Count && problem is null; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--window":
                    options = options with { HasWindow = true };
                    break;
                case "--from" or "--account" or "--record" when value is null or "" or ['-', '-', ..]:
                    problem = Format(TryBankTexts.ValueMissing, arguments[i]);
                    break;
                case "--from":
                    options = options with { From = Day(value!, out problem) };
                    i++;
                    break;
                case "--account":
                    options = options with { BankAccountNumber = value };
                    i++;
                    break;
                case "--record":
                    options = options with { RecordFolder = Path.GetFullPath(value!, WhereThePersonIs()) };
                    i++;
                    break;
                case ['-', '-', .. var setting] when setting.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && setting.IndexOf('=') > colon:
                    options = options with { Settings = [.. options.Settings, arguments[i]] };
                    break;
                case "--user" or "--username" or "--password" or "--code":
                    problem = Format(TryBankTexts.NoSecretsHere, arguments[i]);
                    break;
                default:
                    problem = Format(TryBankTexts.UnknownOption, arguments[i]);
                    break;
            }
        }

        return problem is null ? options : null;
    }

    // "dotnet run" starts us in the project's folder; the shell says in which one the command was typed.
    private static string WhereThePersonIs() =>
        Environment.GetEnvironmentVariable("PWD") is { } typedIn && Path.IsPathFullyQualified(typedIn) ? typedIn : Directory.GetCurrentDirectory();

    private static DateOnly? Day(string text, out string? problem)
    {
        var isDay = DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        problem = isDay ? null : Format(TryBankTexts.NoDay, text);
        return day;
    }

    private static string Format(string text, string value) => string.Format(CultureInfo.CurrentCulture, text, value);
}
