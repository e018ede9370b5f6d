using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.People;
using Xunit;

namespace Reconbanker.Tests.People;

public sealed class FirstUserTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_user_is_an_administrator()
    {
        await using var room = await PeopleRoom.OpenAsync();

        var before = await room.FirstUser.ExistsAsync(Cancellation);
        var outcome = await room.FirstUser.CreateAsync("Ana@Example.com", "correct horse battery", Cancellation);

        before.Should().BeFalse();
        outcome.Should().BeOfType<FirstUserOutcome.Created>().Which.User.Email.Should().Be("ana@example.com");
        (await room.ReadUserAsync("ana@example.com")).IsAdministrator.Should().BeTrue();
        (await room.FirstUser.ExistsAsync(Cancellation)).Should().BeTrue();
    }

    [Fact]
    public async Task Of_many_who_try_at_once_exactly_one_becomes_the_first_user()
    {
        await using var room = await PeopleRoom.OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => room.FirstUser.CreateAsync($"user{i}@example.com", "correct horse battery", Cancellation), Cancellation)));

        outcomes.OfType<FirstUserOutcome.Created>().Should().ContainSingle();
        outcomes.OfType<FirstUserOutcome.AlreadyExists>().Should().HaveCount(7);
        await using var db = room.Database.CreateDbContext();
        (await db.Users.CountAsync(Cancellation)).Should().Be(1);
    }

    [Fact]
    public async Task A_bad_password_or_email_makes_nobody()
    {
        await using var room = await PeopleRoom.OpenAsync();

        var weak = await room.FirstUser.CreateAsync("ana@example.com", "short", Cancellation);
        var nameless = await room.FirstUser.CreateAsync("ana", "correct horse battery", Cancellation);

        weak.Should().Be(new FirstUserOutcome.Refused(PasswordProblem.TooShort));
        nameless.Should().Be(new FirstUserOutcome.NotAnEmail());
        (await room.FirstUser.ExistsAsync(Cancellation)).Should().BeFalse();
    }
}
