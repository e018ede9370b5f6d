using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Web.Components.Payments;

/// <summary>Looks for the transfer that pays a payment although the rules know nothing of it.</summary>
public sealed partial class ForceDialog(PaymentDecisions decisions)
{
    private const int Shown = 20;
    private const int DaysBefore = 60;

    private string? _text;
    private string? _amount;
    private string? _day;
    private string? _reason;
    private string? _problem;
    private Guid? _chosen;
    private List<Transaction>? _found;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required PendingPayment Payment { get; set; }

    private decimal? Amount => decimal.TryParse(_amount?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && amount < 100_000_000_000_000 && decimal.Round(amount, 4) == amount ? amount : null;

    private bool IsAmountWrong => !string.IsNullOrWhiteSpace(_amount) && Amount is null;

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var from = DateOnly.FromDateTime(Payment.RegisteredAt.UtcDateTime).AddDays(-DaysBefore);
        var free = Settlement.Free(db, Payment.AccountId).AsNoTracking().Where(t => db.Accounts.Any(a => a.Id == t.AccountId && a.OwnerId == OwnerId));
        free = DateOnly.TryParse(_day, CultureInfo.InvariantCulture, out var day) ? free.Where(t => t.BookedOn == day) : free.Where(t => t.BookedOn >= from);
        free = Amount is { } amount ? free.Where(t => t.Amount.Amount == amount) : free;
        if (!string.IsNullOrWhiteSpace(_text))
        {
            var pattern = TextSearch.Pattern(_text.Trim());
            free = free.Where(t => EF.Functions.Glob(t.SenderName!, pattern) || EF.Functions.Glob(t.Description!, pattern));
        }

        var wanted = Payment.Amount.Amount;
        _found = await free.OrderByDescending(t => t.Amount.Amount == wanted).ThenByDescending(t => t.BookedOn).ThenBy(t => t.Id).Take(Shown).ToListAsync(Closed);
        _chosen = _found.Exists(t => t.Id == _chosen) ? _chosen : null;
    }

    private Task SearchAsync(Action change)
    {
        change();
        return ReloadAsync();
    }

    private async Task SettleAsync()
    {
        if (_chosen is not { } transactionId)
        {
            _problem = PaymentsTexts.ForceChoose;
            return;
        }

        var outcome = string.IsNullOrWhiteSpace(_reason)
            ? DecisionOutcome.ReasonMissing
            : await decisions.SettleAsync(OwnerId, Payment.Id, transactionId, _reason, CancellationToken.None);
        _problem = outcome == DecisionOutcome.Saved ? null : PaymentWords.Problem(outcome);
        if (_problem is null)
        {
            Dialog.Close();
        }
    }
}
