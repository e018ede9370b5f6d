using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Web.Backups;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Backup;

/// <summary>For administrators: download a backup, and have one tried. Plain: passphrases and files go with forms, not through a circuit.</summary>
public sealed partial class BackupPage(Rehearsal rehearsal, AttemptLimits limits)
{
    /// <summary>Bytes of a backup that is uploaded to be tried; the command has no bound.</summary>
    public const long LargestUpload = 2L * 1024 * 1024 * 1024;

    private string? _problem;
    private RehearsalReport? _report;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>What was wrong with the passphrases of a backup that was asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Problem { get; set; }

    [SupplyParameterFromForm]
    public VerifyForm? Verify { get; set; }

    protected override void OnInitialized() => _problem = Problem switch
    {
        BackupDownload.TooShort => BackupTexts.TooShort,
        BackupDownload.NotTheSame => BackupTexts.NotTheSame,
        _ => null,
    };

    private async Task VerifyAsync()
    {
        // Deriving a key from a passphrase costs a second of computing each time.
        if (limits.Enter("backup", Http, Http.User.UserId().ToString()) is { } wait)
        {
            _problem = SignIn.Problem.TooMany(Http, wait);
        }
        else if (Verify is not { File: { } file, Passphrase: { Length: >= BackupSecret.PassphraseMinLength } passphrase })
        {
            _problem = BackupTexts.TooShort;
        }
        else
        {
            try
            {
                await using var backup = file.OpenReadStream();
                _report = await rehearsal.RunAsync(backup, BackupSecret.OfPassphrase(new SecretText(passphrase)), Http.RequestAborted);
            }
            catch (BackupException e)
            {
                _problem = e.Message;
            }
        }
    }

    public sealed class VerifyForm
    {
        public IFormFile? File { get; set; }
        public string? Passphrase { get; set; }
    }
}
