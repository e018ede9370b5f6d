using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class ControlTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private static readonly Guid Anna = Guid.NewGuid();
    private static readonly Guid Ben = Guid.NewGuid();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task One_person_has_control_and_others_see_who()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Anna, "Anna");
        var ben = view.Join(Ben, "Ben");
        ben.Control.Should().Be(ControlState.Free);

        anna.TakeControl().Should().BeTrue();

        ben.TakeControl().Should().BeFalse();
        anna.Control.Should().Be(ControlState.Mine);
        ben.Control.Should().Be(ControlState.Taken);
        view.Control.Holder.Should().Be(new Controller(Anna, "Anna", IsAway: false));
    }

    [Fact]
    public async Task Control_that_was_handed_back_is_free_at_once()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Anna, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();

        anna.HandBack();

        anna.HasFallenSilent.Should().BeFalse();
        ben.TakeControl().Should().BeTrue();
        anna.Control.Should().Be(ControlState.Taken);
    }

    [Fact]
    public async Task A_minute_of_silence_ends_control_and_each_input_begins_it_anew()
    {
        await using var view = await OpenAsync();
        var anna = JoinInControl(view);

        _clock.Advance(TimeSpan.FromSeconds(59));
        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.Accepted);
        _clock.Advance(TimeSpan.FromSeconds(59));
        anna.Control.Should().Be(ControlState.Mine);
        _clock.Advance(TimeSpan.FromSeconds(1));

        anna.Control.Should().Be(ControlState.Free);
    }

    [Fact]
    public async Task Its_end_is_announced_until_something_is_done()
    {
        await using var view = await OpenAsync();
        var anna = JoinInControl(view);
        var changes = 0;
        view.Changed += () => changes++;

        _clock.Advance(TimeSpan.FromSeconds(44));
        (view.Control.EndsAt, changes).Should().Be((null, 0));
        _clock.Advance(TimeSpan.FromSeconds(1));
        (view.Control.EndsAt, changes).Should().Be((_clock.GetUtcNow().AddSeconds(15), 1));

        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.Accepted);
        (view.Control.EndsAt, changes).Should().Be((null, 2));

        _clock.Advance(TimeSpan.FromSeconds(50));
        view.Control.EndsAt.Should().Be(_clock.GetUtcNow().AddSeconds(10));
        view.Join(Ben, "Ben").AskForControl();
        view.Control.EndsAt.Should().BeNull("who is asked for it reads that instead");
    }

    [Fact]
    public async Task Who_fell_silent_goes_on_by_acting_unless_somebody_took_over()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Anna, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();

        _clock.Advance(TimeSpan.FromSeconds(61));
        (anna.HasFallenSilent, ben.HasFallenSilent).Should().Be((true, false));
        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.Accepted);
        anna.HasFallenSilent.Should().BeFalse();
        ben.TakeControl().Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(61));
        ben.TakeControl().Should().BeTrue();
        anna.HasFallenSilent.Should().BeFalse();

        anna.Send(new ViewerInput.Text("2")).Should().Be(InputOutcome.NotInControl);
    }

    [Fact]
    public async Task A_reloaded_window_has_control_again_at_once()
    {
        await using var view = await OpenAsync();
        var before = JoinInControl(view);
        before.Dispose();
        _clock.Advance(TimeSpan.FromSeconds(89));
        view.Control.Holder!.IsAway.Should().BeTrue();
        view.Join(Ben, "Ben").TakeControl().Should().BeFalse();

        var after = view.Join(Anna, "Anna");

        after.Control.Should().Be(ControlState.Mine);
        view.Control.Holder!.IsAway.Should().BeFalse();
    }

    [Fact]
    public async Task A_window_that_does_not_come_back_loses_control_after_ninety_seconds()
    {
        await using var view = await OpenAsync();
        var anna = JoinInControl(view);
        anna.IsStalled = true;

        _clock.Advance(TimeSpan.FromSeconds(90));

        view.Control.Holder.Should().BeNull();
        view.Join(Ben, "Ben").TakeControl().Should().BeTrue();
    }

    [Fact]
    public async Task Another_device_of_the_same_person_takes_over()
    {
        await using var view = await OpenAsync();
        var desk = JoinInControl(view);

        var phone = view.Join(Anna, "Anna");
        phone.Control.Should().Be(ControlState.Mine);
        desk.Control.Should().Be(ControlState.MineElsewhere);
        desk.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotInControl);

        desk.TakeControl().Should().BeTrue();
        desk.Control.Should().Be(ControlState.Mine);
    }

    [Fact]
    public async Task When_no_human_is_needed_nobody_is_in_control()
    {
        await using var view = await OpenAsync();
        var anna = JoinInControl(view);
        var changes = 0;
        view.Changed += () => changes++;

        view.AcceptsInput = false;

        view.Control.Holder.Should().BeNull();
        anna.Control.Should().Be(ControlState.NotNeeded);
        changes.Should().BePositive();
    }

    [Fact]
    public async Task Whoever_was_in_control_goes_on_at_the_size_of_their_screen_after_the_driver_acted_for_a_moment()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Anna, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.Room = new(390, 600, 1, IsTouched: true);
        anna.TakeControl();
        await view.Page.WaitForFunctionAsync("innerWidth === 390");

        view.AcceptsInput = false;
        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotNeeded);
        await view.Page.WaitForFunctionAsync("innerWidth > 390");
        view.AcceptsInput = true;

        (anna.Control, ben.Control).Should().Be((ControlState.Mine, ControlState.Taken));
        await view.Page.WaitForFunctionAsync("innerWidth === 390");
    }

    [Fact]
    public async Task Control_is_free_after_the_driver_acted_if_it_was_handed_back_or_its_time_is_over_or_its_window_gone()
    {
        await using var view = await OpenAsync();
        var anna = JoinInControl(view);
        anna.HandBack();
        Act(TimeSpan.FromSeconds(1));
        anna.Control.Should().Be(ControlState.Free);

        anna.TakeControl();
        Act(TimeSpan.FromSeconds(61));
        anna.Control.Should().Be(ControlState.Free);

        anna.TakeControl();
        Act(TimeSpan.FromSeconds(1), anna.Dispose);
        view.Control.Holder.Should().BeNull();

        void Act(TimeSpan time, Action? meanwhile = null)
        {
            view.AcceptsInput = false;
            meanwhile?.Invoke();
            _clock.Advance(time);
            view.AcceptsInput = true;
        }
    }

    private async Task<LiveView> OpenAsync()
    {
        var page = await browser.OpenAsync("<input autofocus>");
        var view = await LiveView.OpenAsync(page, _clock, TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        return view;
    }

    private static Viewer JoinInControl(LiveView view)
    {
        var anna = view.Join(Anna, "Anna");
        anna.TakeControl();
        return anna;
    }
}
