using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Web.Backups;

namespace Reconbanker.Web.Components.Backup;

/// <summary>When backups are made by themselves, how many stay and where; and how the last one went.</summary>
public sealed partial class NightlyBackup
{
    private const int UsualKeep = 14;

    private static readonly TimeOnly UsualTime = new(3, 0);

    private BackupPlan? _plan;
    private string? _problem;
    private string? _done;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public PlanForm? Plan { get; set; }

    private string At => Plan?.At ?? (_plan?.At ?? UsualTime).ToString("HH:mm", CultureInfo.InvariantCulture);

    private int Keep => Plan?.Keep ?? _plan?.Keep ?? UsualKeep;

    private string Folder => Plan?.Folder ?? _plan?.Folder ?? Plans.UsualFolder;

    protected override async Task OnInitializedAsync() => _plan = await Plans.FindAsync(Http.RequestAborted);

    private static string Show(DateTimeOffset? at) => at is { } moment ? moment.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "";

    private async Task SaveAsync()
    {
        if (!TimeOnly.TryParseExact(Plan?.At, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            Refuse(BackupTexts.TimeInvalid);
            return;
        }

        var passphrase = Plan?.Passphrase is { Length: > 0 } typed ? new SecretText(typed) : null;
        if (await Plans.SaveAsync(at, Plan?.Keep ?? 0, Plan?.Folder, passphrase, Http.RequestAborted) is { } problem)
        {
            Refuse(BackupWords.Of(problem));
            return;
        }

        _done = BackupTexts.NightlySaved;
        _plan = await Plans.FindAsync(Http.RequestAborted);
    }

    private async Task EndAsync()
    {
        await Plans.EndAsync(Http.RequestAborted);
        (_plan, _done) = (null, BackupTexts.NightlyEnded);
    }

    private void Refuse(string problem)
    {
        Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }

    public sealed class PlanForm
    {
        public string? At { get; set; }
        public int? Keep { get; set; }
        public string? Folder { get; set; }
        public string? Passphrase { get; set; }
    }
}
