using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.People;

/// <summary>Who may share what with whom, and what is kept of it.</summary>
public sealed class SharingTests : IAsyncLifetime
{
    private static readonly ViewRights Watch = new(Watch: true, Control: false, GiveCode: false);
    private CoreStage _stage = null!;
    private Guid _account;
    private User _ben = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        _account = await _stage.AddAccountAsync();
        _ben = _stage.Get<Passwords>().NewUser("ben@example.com", RunningApp.Password);
        await using var db = await _stage.OpenDbAsync();
        (await db.Users.SingleAsync(Stop)).NormalizedEmail = "OWNER@EXAMPLE.COM";
        db.Users.Add(_ben);
        await db.SaveChangesAsync(Stop);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("ben", ShareOutcome.NotAnEmail)]
    [InlineData("nobody@example.com", ShareOutcome.UnknownUser)]
    [InlineData("owner@example.com", ShareOutcome.OwnAddress)]
    [InlineData(" Ben@Example.com ", ShareOutcome.Saved)]
    public async Task An_account_is_shared_with_the_address_of_another_user(string email, ShareOutcome outcome)
    {
        (await ShareAsync(email, Watch)).Should().Be(outcome);

        (await RightsAsync()).Should().Be(outcome == ShareOutcome.Saved ? Watch : null);
    }

    [Fact]
    public async Task Control_brings_watching_along_and_no_right_at_all_is_refused()
    {
        (await ShareAsync("ben@example.com", default)).Should().Be(ShareOutcome.NoRight);
        await ShareAsync("ben@example.com", Watch);
        await ShareAsync("ben@example.com", new(Watch: false, Control: true, GiveCode: false));

        (await RightsAsync()).Should().Be(new ViewRights(Watch: true, Control: true, GiveCode: false));
    }

    [Fact]
    public async Task Nobody_shares_or_stops_sharing_what_is_not_theirs()
    {
        await ShareAsync("ben@example.com", Watch);
        var sharing = _stage.Get<Sharing>();

        (await sharing.ShareAsync(_ben.Id, _account, "owner@example.com", Watch, Stop)).Should().Be(ShareOutcome.NotFound);
        (await sharing.EndAsync(_ben.Id, _account, _ben.Id, Stop)).Should().Be(ShareOutcome.NotFound);

        (await RightsAsync()).Should().Be(Watch);
    }

    [Fact]
    public async Task What_was_shared_is_kept_in_order_and_goes_with_the_account()
    {
        await ShareAsync("ben@example.com", Watch);
        await ShareAsync("ben@example.com", Watch);
        await ShareAsync("ben@example.com", Watch with { GiveCode = true });
        await _stage.Get<Sharing>().EndAsync(_stage.OwnerId, _account, _ben.Id, Stop);
        await _stage.Get<AuditTrail>().Written;
        await using var db = await _stage.OpenDbAsync();

        (await db.AuditEntries.OrderBy(e => e.Id).Select(e => new { e.Act, e.UserName, e.OtherName, e.Outcome }).ToListAsync(Stop)).Should().Equal(
            new { Act = AuditAct.Shared, UserName = "owner@example.com", OtherName = (string?)"ben@example.com", Outcome = (string?)"Watch" },
            new { Act = AuditAct.Shared, UserName = "owner@example.com", OtherName = (string?)"ben@example.com", Outcome = (string?)"Watch, GiveCode" },
            new { Act = AuditAct.Unshared, UserName = "owner@example.com", OtherName = (string?)"ben@example.com", Outcome = (string?)null });
        await ShareAsync("ben@example.com", Watch);
        await _stage.Get<AuditTrail>().Written;
        await _stage.Get<Core.Accounts.AccountRemoval>().DeleteAsync(_stage.OwnerId, _account, "Shop", Stop);
        (await db.AuditEntries.AnyAsync(Stop)).Should().BeFalse();
        (await db.AccountShares.AnyAsync(Stop)).Should().BeFalse();
    }

    private Task<ShareOutcome> ShareAsync(string email, ViewRights rights) =>
        _stage.Get<Sharing>().ShareAsync(_stage.OwnerId, _account, email, rights, Stop);

    private async Task<ViewRights?> RightsAsync()
    {
        await using var db = await _stage.OpenDbAsync();
        return (await db.AccountShares.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == _account, Stop))?.Rights;
    }
}
