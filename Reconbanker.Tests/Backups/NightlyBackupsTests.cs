using FluentAssertions;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Backups;

/// <summary>Backups that are made by themselves.</summary>
public sealed class NightlyBackupsTests : IAsyncLifetime
{
    private const string Passphrase = "a passphrase of many words";

    private static readonly TimeOnly At = new(3, 0);

    private readonly string _elsewhere = Directory.CreateTempSubdirectory("reconbanker-test-").FullName;
    private CoreStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(_elsewhere, "backups");

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        await _stage.AddAccountAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stage.DisposeAsync();
        Directory.Delete(_elsewhere, recursive: true);
    }

    [Fact]
    public async Task One_is_made_at_once_and_then_every_night_and_as_many_stay_as_the_plan_says()
    {
        (await MakeDueAsync()).Should().BeFalse("nobody asked for any");
        await SaveAsync(keep: 2);

        (await MakeDueAsync()).Should().BeTrue();
        (await MakeDueAsync()).Should().BeFalse();
        (await WouldWorkAsync(Directory.GetFiles(Target).Should().ContainSingle().Which)).Should().BeTrue();
        await File.WriteAllTextAsync(Path.Combine(Target, "reconbanker-20200101-030000.backup.part"), "half", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Target, "notes.txt"), "somebody's own", Cancelled);

        for (var night = 0; night < 3; night++)
        {
            _stage.Clock.Advance(TimeSpan.FromHours(11.9));
            (await MakeDueAsync()).Should().BeFalse("it is not yet three in the morning");
            _stage.Clock.Advance(TimeSpan.FromHours(12.1));
            (await MakeDueAsync()).Should().BeTrue();
        }

        Directory.GetFiles(Target).Select(Path.GetFileName).Should().BeEquivalentTo(
            "reconbanker-20261122-150000.backup", "reconbanker-20261123-150000.backup", "notes.txt");
        var plan = await _stage.Get<BackupPlans>().FindAsync(Cancelled);
        (plan!.Problem, plan.MadeAt, plan.MadeLength > 0).Should().Be((null, _stage.Clock.GetUtcNow(), true));
    }

    [Fact]
    public async Task One_that_fails_is_said_tried_again_every_hour_and_leaves_the_others()
    {
        await SaveAsync();
        await MakeDueAsync();
        var good = Directory.GetFiles(Target).Single();
        _stage.Clock.Advance(TimeSpan.FromDays(1));
        Directory.Move(Target, Target + "-away");
        await File.WriteAllTextAsync(Target, "no folder any more", Cancelled);

        (await MakeDueAsync()).Should().BeTrue();
        (await _stage.Get<BackupPlans>().HasFailedAsync(Cancelled)).Should().BeTrue();
        (await _stage.Get<BackupPlans>().FindAsync(Cancelled))!.Problem.Should().Contain(Target);
        _stage.Clock.Advance(NightlyBackups.TryAgainAfter / 2);
        (await MakeDueAsync()).Should().BeFalse();

        File.Delete(Target);
        Directory.Move(Target + "-away", Target);
        _stage.Clock.Advance(NightlyBackups.TryAgainAfter / 2);
        (await MakeDueAsync()).Should().BeTrue();
        (await _stage.Get<BackupPlans>().HasFailedAsync(Cancelled)).Should().BeFalse();
        Directory.GetFiles(Target).Should().HaveCount(2).And.Contain(good);
    }

    [Fact]
    public async Task Its_passphrase_is_sealed_kept_when_none_is_typed_and_survives_a_change_of_the_key()
    {
        await SaveAsync();
        await SaveAsync(passphrase: null);
        var plan = await _stage.Get<BackupPlans>().FindAsync(Cancelled);
        plan!.SealedPassphrase.Should().StartWith("v1.").And.NotContain(Passphrase);

        await _stage.Get<KeyRotation>().BeginAsync(Cancelled);
        _stage.Clock.Advance(KeyRotation.Settling);
        (await _stage.Get<KeyRotation>().TryFinishAsync(Cancelled)).Should().BeTrue();

        (await MakeDueAsync()).Should().BeTrue();
        (await WouldWorkAsync(Directory.GetFiles(Target).Single())).Should().BeTrue();
    }

    [Theory]
    [InlineData(0, "backups", Passphrase, PlanProblem.KeepOutOfRange)]
    [InlineData(366, "backups", Passphrase, PlanProblem.KeepOutOfRange)]
    [InlineData(1, "backups", "too short", PlanProblem.PassphraseTooShort)]
    [InlineData(1, "backups", null, PlanProblem.PassphraseMissing)]
    [InlineData(1, "file", Passphrase, PlanProblem.FolderNotWritable)]
    public async Task A_plan_that_cannot_work_is_refused_and_nothing_is_stored(int keep, string folder, string? passphrase, PlanProblem problem)
    {
        await File.WriteAllTextAsync(Path.Combine(_elsewhere, "file"), "", Cancelled);

        var found = await _stage.Get<BackupPlans>().SaveAsync(
            At, keep, Path.Combine(_elsewhere, folder), passphrase is null ? null : new SecretText(passphrase), Cancelled);

        found.Should().Be(problem);
        (await _stage.Get<BackupPlans>().FindAsync(Cancelled)).Should().BeNull();
    }

    private Task<bool> MakeDueAsync() => _stage.Get<NightlyBackups>().MakeDueAsync(Cancelled);

    private async Task SaveAsync(int keep = 7, string? passphrase = Passphrase) =>
        (await _stage.Get<BackupPlans>().SaveAsync(At, keep, Target, passphrase is null ? null : new SecretText(passphrase), Cancelled)).Should().BeNull();

    private async Task<bool> WouldWorkAsync(string file)
    {
        await using var backup = File.OpenRead(file);
        return (await _stage.Get<Rehearsal>().RunAsync(backup, BackupSecret.OfPassphrase(new SecretText(Passphrase)), Cancelled)).WouldWork;
    }
}
