using System.Globalization;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>Secrets unlike any other text go through the whole app; then everything that was written is searched for them.</summary>
/// <param name="ownsProcess">Whether the temporary folder of the process may be moved, to be searched too.</param>
/// <param name="browser">Path of a Chromium; null lets the app find one.</param>
public sealed class CanarySuite(bool ownsProcess = true, string? browser = null)
    : Suite("canary", "Searches everything that is written for secrets that went through: 0 hits in 8 encodings.")
{
    public override IReadOnlyList<string> Bugs => Canary.Bugs.All;

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var root = Directory.CreateTempSubdirectory("rb-canary-").FullName;
        var formerTemp = Environment.GetEnvironmentVariable("TMPDIR");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Entered, though not read, by the user that the browser runs as when we are root.
                File.SetUnixFileMode(root, (UnixFileMode)0b111_001_001);
                if (ownsProcess)
                {
                    var temp = Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName;
                    File.SetUnixFileMode(temp, (UnixFileMode)0b111_111_111);
                    Environment.SetEnvironmentVariable("TMPDIR", temp);
                }
            }

            using var log = new LogCapture();
            var story = new Story(root, options.Bug, browser, log, output);
            await story.RunAsync(stop);
            return Conclude(story, root);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", formerTemp);
            Directory.Delete(root, recursive: true);
        }
    }

    private static SuiteResult Conclude(Story story, string root)
    {
        var search = story.Found!;
        var hits = search.Hits.Select(hit => hit with { Place = hit.Place.Replace(root, "", StringComparison.Ordinal) }).ToList();
        KeyValuePair<string, object>[] figures =
        [
            new("secrets", story.Secrets.Count + story.Codes.Count),
            new("encodings", 8),
            new("files", search.Files),
            new("megabytes", Math.Round(search.Bytes / 1e6, 1)),
            new("hits", hits.Count),
            new("places", hits.Select(hit => new { hit.Secret, hit.Form, hit.Place }).ToArray()),
        ];
        return new SuiteResult(figures, hits is [var first, ..]
            ? string.Create(CultureInfo.InvariantCulture, $"{hits.Count} hits: the {first.Secret} is readable in {first.Place} ({first.Form}).")
            : story.Missing);
    }
}
