using System.Globalization;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Backups;

/// <summary>What is told of backups, in sentences.</summary>
internal static class BackupWords
{
    public static string Made(string file, BackupManifest manifest) =>
        $"{Format(BackupTexts.Made, file)}\n{Counts(manifest.Facts)}\n{Format(BackupTexts.KeyApart, Ids(manifest.Facts.KeyIds))}";

    /// <summary>One line for each thing that was tried.</summary>
    public static string Report(RehearsalReport report) => string.Join('\n', Lines(report));

    public static IEnumerable<string> Lines(RehearsalReport report)
    {
        yield return report.WouldWork ? BackupTexts.WouldWork : BackupTexts.WouldNotWork;
        yield return Format(BackupTexts.MadeAt, report.Manifest.MadeAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        foreach (var problem in report.Problems)
        {
            yield return problem;
        }

        if (report.Found is not { } found)
        {
            yield break;
        }

        yield return Counts(found);
        yield return report.MissingKeyIds.Count > 0
            ? Format(BackupTexts.KeyMissing, Ids(report.MissingKeyIds))
            : Format(BackupTexts.SecretsOpen, report.SecretsThatOpen, found.Secrets);
    }

    public static string Of(PlanProblem problem) => problem switch
    {
        PlanProblem.KeepOutOfRange => BackupTexts.KeepOutOfRange,
        PlanProblem.FolderNotAbsolute => BackupTexts.FolderNotAbsolute,
        PlanProblem.FolderNotWritable => BackupTexts.FolderNotWritable,
        PlanProblem.PassphraseTooShort => BackupTexts.TooShort,
        PlanProblem.PassphraseMissing => BackupTexts.PassphraseMissing,
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    /// <summary>E.g. "1.4 MB".</summary>
    public static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB");

    public static string Restored(DataFolder folder, RestoreOutcome.Restored restored)
    {
        var lines = Lines(restored.Report).Skip(1).Prepend(Format(BackupTexts.Restored, folder.DatabaseFile));
        return string.Join('\n', restored.Aside is { } aside ? lines.Append(Format(BackupTexts.Aside, aside)) : lines);
    }

    private static string Counts(BackupFacts facts) =>
        Format(BackupTexts.Counts, facts.Users, facts.Accounts, facts.Transactions, facts.Deliveries, facts.Secrets);

    private static string Ids(IReadOnlyList<string> ids) => ids.Count == 0 ? BackupTexts.NoKey : string.Join(", ", ids);

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
