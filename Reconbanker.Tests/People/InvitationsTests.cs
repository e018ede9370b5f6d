using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.People;

public sealed class InvitationsTests : IAsyncLifetime
{
    private PeopleRoom _room = null!;
    private User _ana = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _room = await PeopleRoom.OpenAsync();
        _ana = await _room.AddUserAsync("ana@example.com", isAdministrator: true);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task An_invited_person_chooses_a_password_and_is_no_administrator()
    {
        var invited = await InviteAsync("Ben@Example.com");

        var outcome = await AcceptAsync(invited);

        outcome.Should().BeOfType<AcceptOutcome.Accepted>();
        var ben = await _room.ReadUserAsync("ben@example.com");
        ben.IsAdministrator.Should().BeFalse();
        _room.Passwords.IsRight(ben, "llueve en quito").Should().BeTrue();
    }

    [Fact]
    public async Task The_secret_of_a_link_is_not_kept()
    {
        var invited = await InviteAsync("ben@example.com");

        await using var db = _room.Database.CreateDbContext();
        var stored = await db.Invitations.SingleAsync(Cancellation);
        stored.TokenHash.Should().HaveLength(64).And.NotBe(invited.Secret);
    }

    [Fact]
    public async Task Of_many_who_use_a_link_at_once_one_gets_in()
    {
        var invited = await InviteAsync("ben@example.com");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AcceptAsync(invited), Cancellation)));

        outcomes.OfType<AcceptOutcome.Accepted>().Should().ContainSingle();
        outcomes.OfType<AcceptOutcome.NoLongerValid>().Should().HaveCount(7);
    }

    [Fact]
    public async Task A_refused_password_leaves_the_link_open()
    {
        var invited = await InviteAsync("ben@example.com");

        var refused = await _room.Invitations.AcceptAsync(invited.Secret, "short", Cancellation);

        refused.Should().Be(new AcceptOutcome.Refused(PasswordProblem.TooShort));
        (await AcceptAsync(invited)).Should().BeOfType<AcceptOutcome.Accepted>();
    }

    [Theory]
    [InlineData(InvitationKind.NewUser, 7 * 24)]
    [InlineData(InvitationKind.PasswordReset, 24)]
    public async Task A_link_works_until_its_time_is_over(InvitationKind kind, int hours)
    {
        var early = kind == InvitationKind.NewUser ? await InviteAsync("ben@example.com") : await ResetAsync();
        _room.Clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromSeconds(1));
        var inTime = await AcceptAsync(early);
        var late = kind == InvitationKind.NewUser ? await InviteAsync("eva@example.com") : await ResetAsync();
        _room.Clock.Advance(TimeSpan.FromHours(hours));

        var tooLate = await AcceptAsync(late);

        inTime.Should().BeOfType<AcceptOutcome.Accepted>();
        tooLate.Should().Be(new AcceptOutcome.NoLongerValid());
    }

    [Fact]
    public async Task A_cancelled_link_opens_nothing()
    {
        var invited = await InviteAsync("ben@example.com");

        await _room.Invitations.CancelAsync(_ana.Id, invited.Invitation.Id, Cancellation);

        (await AcceptAsync(invited)).Should().Be(new AcceptOutcome.NoLongerValid());
    }

    [Fact]
    public async Task A_newer_link_takes_the_place_of_an_older_one()
    {
        var older = await InviteAsync("ben@example.com");
        var newer = await InviteAsync("ben@example.com");

        (await AcceptAsync(older)).Should().Be(new AcceptOutcome.NoLongerValid());
        (await AcceptAsync(newer)).Should().BeOfType<AcceptOutcome.Accepted>();
    }

    [Fact]
    public async Task Who_signs_in_already_is_not_invited()
    {
        var outcome = await _room.Invitations.InviteAsync(_ana.Id, "ANA@example.com", Cancellation);

        outcome.Should().Be(new InviteOutcome.AlreadyAUser());
    }

    [Fact]
    public async Task A_reset_changes_the_password_and_the_stamp_of_that_user_alone()
    {
        await _room.AddUserAsync("ben@example.com");

        await AcceptAsync(await ResetAsync());

        var ana = await _room.ReadUserAsync("ana@example.com");
        _room.Passwords.IsRight(ana, "llueve en quito").Should().BeTrue();
        ana.SecurityStamp.Should().NotBe(_ana.SecurityStamp);
        _room.Passwords.IsRight(await _room.ReadUserAsync("ben@example.com"), RunningApp.Password).Should().BeTrue();
    }

    [Fact]
    public async Task Only_administrators_make_and_cancel_links()
    {
        var ben = await _room.AddUserAsync("ben@example.com");
        var open = await InviteAsync("eva@example.com");

        var invite = () => _room.Invitations.InviteAsync(ben.Id, "max@example.com", Cancellation);
        var reset = () => _room.Invitations.ResetPasswordAsync(ben.Id, _ana.Id, Cancellation);
        var cancel = () => _room.Invitations.CancelAsync(ben.Id, open.Invitation.Id, Cancellation);

        await invite.Should().ThrowAsync<UnauthorizedAccessException>();
        await reset.Should().ThrowAsync<UnauthorizedAccessException>();
        await cancel.Should().ThrowAsync<UnauthorizedAccessException>();
        (await AcceptAsync(open)).Should().BeOfType<AcceptOutcome.Accepted>();
    }

    private async Task<InviteOutcome.Created> InviteAsync(string email) =>
        (await _room.Invitations.InviteAsync(_ana.Id, email, Cancellation)).Should().BeOfType<InviteOutcome.Created>().Subject;

    private Task<InviteOutcome.Created> ResetAsync() => _room.Invitations.ResetPasswordAsync(_ana.Id, _ana.Id, Cancellation);

    private Task<AcceptOutcome> AcceptAsync(InviteOutcome.Created link) =>
        _room.Invitations.AcceptAsync(link.Secret, "llueve en quito", Cancellation);
}
