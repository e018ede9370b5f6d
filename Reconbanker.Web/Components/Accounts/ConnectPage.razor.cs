using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Web.Components.Polls;

namespace Reconbanker.Web.Components.Accounts;

/// <summary>The connect wizard: every step saves, so that it can be left at any of them and taken up where it was left.</summary>
public sealed partial class ConnectPage(
    AccountSettings settings, WebhookSettings webhooks, PaymentSettings payments, NavigationManager navigation)
{
    private const int StepsBeforeCredentials = 1;

    private bool _isRead;
    private Guid? _readFor;
    private int _step;
    private AccountDetails? _account;
    private OperationMode? _mode;
    private PaymentsDetails? _payments;

    /// <summary>Whether the mode's step asks for the endpoint, which reconcile needs.</summary>
    private bool _isAtEndpoint;

    /// <summary>The account that is being connected; null before its first step.</summary>
    [Parameter]
    public Guid? AccountId { get; set; }

    private bool IsLoading => !_isRead || _readFor != AccountId;

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var asked = AccountId;
        _account = asked is { } id ? await AccountDetails.ReadAsync(db, webhooks, OwnerId, id, Closed) : null;
        _payments = _account is null ? null : await PaymentsDetails.ReadAsync(db, payments, OwnerId, _account.Id, Closed);
        _mode = await db.Users.Where(u => u.Id == OwnerId).Select(u => u.OperationMode).SingleAsync(Closed);
        if (!_isRead || _readFor != asked)
        {
            _step = _account is null ? 0 : Index(_account.ConnectStep ?? ConnectStep.Test);
            (_isRead, _readFor) = (true, asked);
        }
    }

    private static int Index(ConnectStep step) => (int)step + StepsBeforeCredentials;

    private bool IsPast(ConnectStep step) => _account is not null && (_account.ConnectStep is null || _account.ConnectStep > step);

    private void Begin(Guid accountId) => navigation.NavigateTo($"/connect/{accountId}");

    private void ShowMode() => (_step, _isAtEndpoint) = (Index(ConnectStep.Mode), false);

    private async Task GoOnFromModeAsync()
    {
        await ReloadAsync();
        _isAtEndpoint = _payments is { IsReconcile: true, Url: null };
        if (!_isAtEndpoint)
        {
            await GoAsync(ConnectStep.Test);
        }
    }

    private async Task GoAsync(ConnectStep step)
    {
        // Going back to change something does not lose how far one was.
        if (_account is { ConnectStep: { } reached } && reached < step)
        {
            await settings.SaveConnectStepAsync(OwnerId, _account.Id, step, CancellationToken.None);
        }

        await ReloadAsync();
        (_step, _isAtEndpoint) = (Index(step), false);
    }

    private RenderFragment SkipIf(bool mayBeSkipped, ConnectStep next) => builder =>
    {
        if (mayBeSkipped)
        {
            builder.OpenComponent<MudButton>(0);
            builder.AddAttribute(1, nameof(MudButton.OnClick), EventCallback.Factory.Create<MouseEventArgs>(this, () => GoAsync(next)));
            builder.AddAttribute(2, nameof(MudButton.ChildContent), (RenderFragment)(text => text.AddContent(0, AccountTexts.Skip)));
            builder.CloseComponent();
        }
    };
}
