using Bunit;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Tests.Payments;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Payments;
using Xunit;

namespace Reconbanker.Tests.Components.Payments;

/// <summary>Keys that are pressed on the page <em>To decide</em> while the one before is being stored.</summary>
public sealed class ToDecideKeysTests : IAsyncLifetime
{
    private CoreStage _stage = null!;
    private ComponentContext _context = null!;
    private SlowDatabases _databases = null!;
    private IRenderedComponent<ToDecidePage> _page = null!;
    private Guid _accountId;

    private static CancellationToken Cancelled => Xunit.TestContext.Current.CancellationToken;

    private string Shown => _page.Find("[aria-current]").Id!;

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync(OperationMode.Reconcile);
        _accountId = await _stage.AddAccountAsync();
        var (now, today) = (_stage.Clock.GetUtcNow(), DateOnly.FromDateTime(_stage.Clock.GetUtcNow().Date));
        var run = PaymentRows.Run(_accountId, now);
        await PaymentRows.StoreAsync(_stage.Get<IDbContextFactory<ReconbankerDb>>(), _stage.Get<MatchSettings>(), _stage.OwnerId, _accountId,
        [
            run,
            .. Enumerable.Range(1, 3).SelectMany(i => new object[]
            {
                PaymentRows.Payment(_accountId, $"p-{i}", 39m + i, "Bruno Diaz", now.AddMinutes(i)),
                PaymentRows.Transfer(_accountId, run.Id, 39m + i, "Bruno Diaz Lima", today, now),
                PaymentRows.Transfer(_accountId, run.Id, 39m + i, "Bruno Diaz Rey", today, now),
            }),
        ]);
        _databases = new SlowDatabases(_stage.Get<IDbContextFactory<ReconbankerDb>>());
        var decisions = new PaymentDecisions(_databases, _stage.Get<Settlement>(), _stage.Get<Reconbanker.Core.Webhooks.Dispatcher>(), _stage.Get<ActivityFeed>(), _stage.Clock);
        _context = new(_stage);
        _context.Services.AddSingleton(decisions).AddScoped<PaymentDialogs>();
        _context.AddScript("./Components/Payments/ToDecidePage.razor.js", "listen");
        _page = _context.Render<ToDecidePage>();
        _page.WaitForAssertion(() => _page.FindAll("[data-testid=entry]").Should().HaveCount(3));
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task Keys_wait_for_the_one_before_and_none_is_done_to_a_payment_that_was_not_shown()
    {
        var store = _databases.Hold();
        var (first, waiting) = (Shown, Shown);

        // While the first is being stored: the first once more, on to the next, and back.
        var keys = "11j".Select(key => PressAsync(key.ToString(), waiting)).ToList();
        store.SetResult();
        await Task.WhenAll(keys);

        (await StatesAsync()).Should().Equal(PaymentState.Matched, PaymentState.Ambiguous, PaymentState.Ambiguous);
        Shown.Should().Be(IdOf("p-2"), "it took the place of the one that was decided");

        store = _databases.Hold();
        keys = [PressAsync("2", Shown), PressAsync("j", Shown), PressAsync("1", first), PressAsync("r", Shown)];
        store.SetResult();
        await Task.WhenAll(keys);

        (await StatesAsync()).Should().Equal(PaymentState.Matched, PaymentState.Matched, PaymentState.Ambiguous);
        _page.Find("[data-testid=said]").TextContent.Should().Be(PaymentsTexts.KeyLate);
    }

    [Fact]
    public async Task A_key_that_was_pressed_meanwhile_is_not_lost()
    {
        var store = _databases.Hold();
        var keys = new[] { PressAsync("r", Shown), PressAsync("1", Shown), PressAsync("j", Shown), PressAsync("?", Shown) };
        store.SetResult();
        await Task.WhenAll(keys);

        _page.FindAll("[data-testid=keys]").Should().ContainSingle();
        await using var db = await _stage.OpenDbAsync();
        (await db.PersonDecisions.SingleAsync(Cancelled)).Kind.Should().Be(DecisionKind.Reject);
    }

    private Task PressAsync(string key, string shown) => _page.InvokeAsync(() => _page.Instance.OnKeyAsync(key, shown));

    private string IdOf(string externalId) => DecisionEntryCard.IdOf(PendingPayment.IdOf(_accountId, externalId, 1));

    private async Task<List<PaymentState>> StatesAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.PendingPayments.OrderBy(p => p.ExternalId).Select(p => p.State).ToListAsync(Cancelled);
    }

    /// <summary>The database, which a test can keep waiting.</summary>
    private sealed class SlowDatabases(IDbContextFactory<ReconbankerDb> databases) : IDbContextFactory<ReconbankerDb>
    {
        private Task _held = Task.CompletedTask;

        /// <returns>To be set when it may go on.</returns>
        public TaskCompletionSource Hold()
        {
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = held.Task;
            return held;
        }

        public ReconbankerDb CreateDbContext() => databases.CreateDbContext();

        public async Task<ReconbankerDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await _held.WaitAsync(cancellationToken);
            return await databases.CreateDbContextAsync(cancellationToken);
        }
    }
}
