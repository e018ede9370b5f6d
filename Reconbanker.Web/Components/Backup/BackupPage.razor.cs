using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Web.Backups;
using Reconbanker.Web.Security;
using Reconbanker.Web.Starting;

namespace Reconbanker.Web.Components.Backup;

/// <summary>For administrators: backups that are made by themselves, one to download, and one that is tried or restored.</summary>
/// <remarks>Plain: passphrases and files go with forms, not through a circuit.</remarks>
public sealed partial class BackupPage(Rehearsal rehearsal, Restoring restoring, Restart restart, AttemptLimits limits)
{
    /// <summary>Bytes of a backup that is uploaded; the command has no bound.</summary>
    public const long LargestUpload = 2L * 1024 * 1024 * 1024;

    private string? _makingProblem;
    private string? _problem;
    private RehearsalReport? _report;
    private bool _isRestored;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>What was wrong with the passphrases of a backup that was asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Problem { get; set; }

    [SupplyParameterFromForm]
    public VerifyForm? Verify { get; set; }

    protected override void OnInitialized() => _makingProblem = Problem switch
    {
        BackupDownload.TooShort => BackupTexts.TooShort,
        BackupDownload.NotTheSame => BackupTexts.NotTheSame,
        _ => null,
    };

    /// <summary>Tries what was uploaded, or restores it.</summary>
    private async Task TakeAsync()
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
        else if (Verify is { Restores: true, Replaces: false })
        {
            _problem = BackupTexts.ReplaceMissing;
        }
        else
        {
            try
            {
                await TakeAsync(file, BackupSecret.OfPassphrase(new SecretText(passphrase)), Verify.Restores);
            }
            catch (BackupException e)
            {
                _problem = e.Message;
            }
        }
    }

    private async Task TakeAsync(IFormFile file, BackupSecret secret, bool restores)
    {
        await using var backup = file.OpenReadStream();
        if (!restores)
        {
            _report = await rehearsal.RunAsync(backup, secret, Http.RequestAborted);
            return;
        }

        switch (await restoring.PrepareAsync(backup, secret, Http.RequestAborted))
        {
            case RestoreOutcome.Pending:
                _isRestored = true;
                restart.Ask();
                break;
            case RestoreOutcome.WouldNotWork(var report):
                _report = report;
                break;
        }
    }

    public sealed class VerifyForm
    {
        public IFormFile? File { get; set; }
        public string? Passphrase { get; set; }
        public bool Replaces { get; set; }
        public bool Restores { get; set; }
    }
}
