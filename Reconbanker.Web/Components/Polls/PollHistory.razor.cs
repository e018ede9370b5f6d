using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Polls;

/// <summary>The last polls of an account, each with what it rejected.</summary>
public sealed partial class PollHistory(PaymentFeed payments, ISnackbar snackbar) : OwnedPage
{
    private const int Newest = 20;

    private List<PaymentPoll>? _polls;
    private Dictionary<Guid, List<RowRejection>> _rejections = [];
    private bool _isPolling;

    [Parameter, EditorRequired]
    public required Guid AccountId { get; set; }

    /// <summary>When the clock polls next; null while it does not.</summary>
    [Parameter, EditorRequired]
    public required DateTimeOffset? NextPollAt { get; set; }

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var polls = await db.PaymentPolls.AsNoTracking()
            .Where(p => p.AccountId == AccountId && db.Accounts.Any(a => a.Id == p.AccountId && a.OwnerId == OwnerId))
            .OrderByDescending(p => p.StartedAt)
            .Take(Newest)
            .ToListAsync(Closed);
        var ids = polls.Select(p => p.Id).ToList();
        var rejections = await db.PollRejections.AsNoTracking().Where(r => ids.Contains(r.PollId)).OrderBy(r => r.Row).ToListAsync(Closed);
        _rejections = rejections.GroupBy(r => r.PollId)
            .ToDictionary(g => g.Key, g => g.Select(r => new RowRejection(r.Row, r.ExternalId, r.Reason, r.Value)).ToList());
        _polls = polls;
    }

    private static string Icon(PollOutcome outcome) => outcome switch
    {
        PollOutcome.Complete => Icons.Material.Outlined.CheckCircle,
        PollOutcome.Running => Icons.Material.Outlined.Sync,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    private static Color Colour(PollOutcome outcome) => outcome switch
    {
        PollOutcome.Complete => Color.Success,
        PollOutcome.Running => Color.Info,
        _ => Color.Warning,
    };

    private async Task PollAsync()
    {
        _isPolling = true;
        var poll = await payments.PollNowAsync(OwnerId, AccountId, CancellationToken.None);
        _isPolling = false;
        if (poll is null)
        {
            snackbar.Add(PollTexts.NothingToPoll, Severity.Info);
        }
        else
        {
            var what = poll.Outcome == PollOutcome.Complete ? PollWords.Counts(poll) : PollWords.Name(poll.Outcome);
            snackbar.Add(
                string.Format(System.Globalization.CultureInfo.CurrentCulture, PollTexts.PollDone, what),
                poll.Outcome == PollOutcome.Complete ? Severity.Success : Severity.Warning);
        }

        await ReloadAsync();
    }
}
