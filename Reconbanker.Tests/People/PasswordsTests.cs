using FluentAssertions;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.People;

public sealed class PasswordsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_knows_the_current_password_may_change_it()
    {
        await using var room = await PeopleRoom.OpenAsync();
        var ana = await room.AddUserAsync("ana@example.com");

        var wrong = await room.Passwords.ChangeAsync(ana.Id, "wrong wrong wrong", "llueve en quito", Cancellation);
        var weak = await room.Passwords.ChangeAsync(ana.Id, RunningApp.Password, "password1234", Cancellation);
        var changed = await room.Passwords.ChangeAsync(ana.Id, RunningApp.Password, "llueve en quito", Cancellation);

        wrong.Should().Be(new PasswordChange.WrongCurrentPassword());
        weak.Should().Be(new PasswordChange.Refused(PasswordProblem.Notorious));
        changed.Should().BeOfType<PasswordChange.Changed>();
        var stored = await room.ReadUserAsync("ana@example.com");
        room.Passwords.IsRight(stored, "llueve en quito").Should().BeTrue();
        stored.SecurityStamp.Should().NotBe(ana.SecurityStamp);
    }

    [Fact]
    public async Task Nobody_has_a_password()
    {
        await using var room = await PeopleRoom.OpenAsync();

        room.Passwords.IsRight(user: null, RunningApp.Password).Should().BeFalse();
        room.Passwords.IsRight(user: null, "").Should().BeFalse();
    }
}
