using Microsoft.JSInterop;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;

namespace Reconbanker.Web.Components.Payments;

/// <summary>What waits for a person, one after the other, with a hand on the keyboard or a thumb on the screen.</summary>
public sealed partial class ToDecidePage(PaymentDecisions decisions, PaymentDialogs dialogs, ISnackbar snackbar, IJSRuntime js) : IAsyncDisposable
{
    private DotNetObjectReference<ToDecidePage>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _listening;
    private WaitingDecisions? _queue;
    private Guid? _currentId;
    private Guid? _settledId;
    private string? _reason;
    private string? _said;
    private bool _areKeysShown;
    private bool _isRejecting;
    private PressedKeys? _keys;
    private Focusing _focusing;

    /// <summary>What the browser is to be told after the next rendering.</summary>
    private enum Focusing { None, IfLost, Always }

    private DecisionEntry? Current => _queue?.Entries.FirstOrDefault(e => e.Payment.Id == _currentId);

    private string Position => _queue!.Total > _queue.Entries.Count + _queue.Vanished.Count
        ? PaymentWords.Format(PaymentsTexts.ShownOf, _queue.Entries.Count, PaymentWords.Count(_queue.Total, WaitingDecisions.Counted))
        : PaymentWords.Format(_queue.Entries.Count == 1 ? PaymentsTexts.ShownOne : PaymentsTexts.ShownAll, _queue.Entries.Count);

    private static IEnumerable<(string[] Keys, string Text)> KeyHelp =>
    [
        (["j", "↓"], PaymentsTexts.Key_Next), (["k", "↑"], PaymentsTexts.Key_Previous), (["1", "…", "9"], PaymentsTexts.Key_Choose), (["r"], PaymentsTexts.Key_Reject),
        (["f"], PaymentsTexts.Key_Force), (["c"], PaymentsTexts.Key_Cancel), (["y"], PaymentsTexts.Key_Keep), (["u"], PaymentsTexts.Key_Undo), (["w"], PaymentsTexts.Key_Why),
        (["Enter"], PaymentsTexts.Key_Open), (["?"], PaymentsTexts.Key_Help),
    ];

    /// <summary>Called by the browser for keys that are nobody else's.</summary>
    /// <param name="shown">The entry that was marked when the key was pressed; the page may have gone on before it arrives.</param>
    [JSInvokable]
    public async Task OnKeyAsync(string key, string? shown)
    {
        if (_queue is null)
        {
            return;
        }

        _keys ??= new PressedKeys(ObeyAsync);
        if (!await _keys.PressAsync(new PressedKey(key, Find(shown))))
        {
            await SayAsync(PaymentsTexts.KeysTooFast);
        }

        StateHasChanged();
    }

    /// <summary>Called by the browser when the focus moves into an entry.</summary>
    /// <param name="id">The entry's.</param>
    [JSInvokable]
    public void OnEntered(string id)
    {
        if (Find(id) is { } entry)
        {
            Pick(entry);
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (_listening is not null)
            {
                await _listening.InvokeVoidAsync("stop");
                await _listening.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and what listened there with it.
        }

        _self?.Dispose();
    }

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var place = _queue is null ? 0 : Math.Max(0, _queue.Entries.ToList().FindIndex(e => e.Payment.Id == _currentId));
        _queue = await WaitingDecisions.ReadAsync(db, OwnerId, Closed);
        if (Current is null)
        {
            // The next one stands where the one before stood, and takes over whatever looked at that.
            _currentId = _queue.Entries.ElementAtOrDefault(Math.Min(place, _queue.Entries.Count - 1))?.Payment.Id;
            _isRejecting = false;
            _focusing = Focusing.IfLost;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await js.InvokeAsync<IJSObjectReference>("import", "./Components/Payments/ToDecidePage.razor.js");
            _listening = await _module.InvokeAsync<IJSObjectReference>("listen", _self);
        }

        if (_focusing != Focusing.None && _module is not null)
        {
            var onlyIfLost = _focusing == Focusing.IfLost;
            _focusing = Focusing.None;
            await _module.InvokeVoidAsync("focus", _currentId is { } id ? DecisionEntryCard.IdOf(id) : null, onlyIfLost);
        }
    }

    /// <param name="id">Of an entry's element.</param>
    private DecisionEntry? Find(string? id) => _queue?.Entries.FirstOrDefault(e => DecisionEntryCard.IdOf(e.Payment.Id) == id);

    private async Task ObeyAsync(PressedKey pressed)
    {
        if (!pressed.Meets(Current))
        {
            await SayAsync(PaymentsTexts.KeyLate);
            return;
        }

        if (pressed.Candidate is { } candidate)
        {
            await (_isRejecting ? RejectAsync(Current!, candidate) : ChooseAsync(Current!, candidate));
            return;
        }

        _isRejecting = false;
        await ((pressed.Key, pressed.IsFor(Current) ? Current : null) switch
        {
            // Where the one that was shown is decided, the next has taken its place already.
            ("j" or "ArrowDown", _) => MoveAsync(_queue!.Entries.Any(e => e.Payment.Id == pressed.Shown?.Payment.Id) ? 1 : 0),
            ("k" or "ArrowUp", _) => MoveAsync(-1),
            ("?", _) => ShowKeysAsync(),
            ("u", { Waiting: WaitingFor.Reversal } reversed) => UndoAsync(reversed.Payment.Id),
            ("u", _) when _settledId is { } settled => UndoAsync(settled),
            ("r", { Candidates: [var only] } one) => RejectAsync(one, only),
            ("r", { Candidates.Count: > 1 }) => AskWhichAsync(),
            ("f", { Waiting: WaitingFor.Choice } choice) => ForceAsync(choice.Payment),
            ("c", { Waiting: not WaitingFor.Reversal } waiting) => CancelAsync(waiting.Payment),
            ("y", { Waiting: WaitingFor.Held } held) => KeepAsync(held.Payment),
            ("Escape", _) => Task.CompletedTask,
            _ => SayAsync(PaymentsTexts.KeyNothing),
        });
    }

    private Task MoveAsync(int by)
    {
        var entries = _queue!.Entries.ToList();
        if (entries.Count > 0)
        {
            Pick(entries[Math.Clamp(entries.FindIndex(e => e.Payment.Id == _currentId) + by, 0, entries.Count - 1)]);
        }

        _focusing = Focusing.Always;
        return Task.CompletedTask;
    }

    /// <summary>The person looks at another one; what was typed for the one before stays with nobody.</summary>
    private void Pick(DecisionEntry entry)
    {
        if (_currentId != entry.Payment.Id)
        {
            (_currentId, _reason, _isRejecting) = (entry.Payment.Id, null, false);
        }
    }

    private Task ShowKeysAsync()
    {
        _areKeysShown = !_areKeysShown;
        return Task.CompletedTask;
    }

    private Task AskWhichAsync()
    {
        _isRejecting = true;
        return SayAsync(PaymentsTexts.RejectWhich);
    }

    private Task SayAsync(string text)
    {
        _said = text;
        return Task.CompletedTask;
    }

    private async Task ChooseAsync(DecisionEntry entry, CandidateFacts candidate)
    {
        var outcome = await decisions.SettleAsync(OwnerId, entry.Payment.Id, candidate.Transaction.Id, ReasonFor(entry.Payment.Id), CancellationToken.None);
        _settledId = outcome == DecisionOutcome.Saved ? entry.Payment.Id : _settledId;
        await TellAsync(outcome, PaymentWords.Format(PaymentsTexts.Done_Settled, entry.Payment.ExternalId, candidate.Transaction.SenderName ?? PaymentsTexts.NoSender), entry.Payment.Id);
    }

    private async Task RejectAsync(DecisionEntry entry, CandidateFacts candidate)
    {
        _isRejecting = false;
        var outcome = await decisions.RejectAsync(OwnerId, entry.Payment.Id, candidate.Transaction.Id, ReasonFor(entry.Payment.Id), CancellationToken.None);
        await TellAsync(outcome, PaymentWords.Format(PaymentsTexts.Done_Rejected, candidate.Transaction.SenderName ?? PaymentsTexts.NoSender));
    }

    private async Task KeepAsync(PendingPayment payment) => await TellAsync(
        await decisions.KeepAsync(OwnerId, payment.Id, ReasonFor(payment.Id), CancellationToken.None),
        PaymentWords.Format(PaymentsTexts.Done_Kept, payment.ExternalId));

    private async Task CancelAsync(PendingPayment payment) =>
        await TellIfAsync(await dialogs.CancelAsync(OwnerId, payment, ReasonFor(payment.Id)), PaymentWords.Format(PaymentsTexts.Done_Cancelled, payment.ExternalId));

    private async Task UndoAsync(Guid paymentId)
    {
        var isDone = await dialogs.UndoAsync(OwnerId, paymentId);
        _settledId = isDone && _settledId == paymentId ? null : _settledId;
        await TellIfAsync(isDone, PaymentsTexts.Done_Undone);
    }

    private async Task ForceAsync(PendingPayment payment)
    {
        var isDone = await dialogs.ForceAsync(payment);
        _settledId = isDone ? payment.Id : _settledId;
        await TellIfAsync(isDone, PaymentWords.Format(PaymentsTexts.Done_Forced, payment.ExternalId), payment.Id);
    }

    private string? ReasonFor(Guid paymentId) => paymentId == _currentId ? _reason : null;

    private Task TellIfAsync(bool isDone, string done, Guid? undo = null)
    {
        if (isDone)
        {
            return TellAsync(DecisionOutcome.Saved, done, undo);
        }

        // The dialog is gone, and the focus comes back to where it was.
        _focusing = Focusing.IfLost;
        return ReloadAsync();
    }

    /// <param name="undo">The payment whose match can be undone from the notice; null for none.</param>
    private async Task TellAsync(DecisionOutcome outcome, string done, Guid? undo = null)
    {
        var isDone = outcome == DecisionOutcome.Saved;
        _said = isDone ? done : PaymentWords.Problem(outcome);
        _reason = isDone ? null : _reason;
        _focusing = Focusing.IfLost;
        snackbar.Add(_said, isDone ? Severity.Success : Severity.Warning, options =>
        {
            options.VisibleStateDuration = 5000;
            if (isDone && undo is { } paymentId)
            {
                options.Action = PaymentsTexts.Undo;
                options.OnClick = _ => InvokeAsync(() => UndoAsync(paymentId));
            }
        });
        await ReloadAsync();
    }
}
