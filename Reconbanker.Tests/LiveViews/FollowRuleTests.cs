using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class FollowRuleTests
{
    private static readonly ViewerInput Press = new ViewerInput.Mouse(MouseAction.Down, 1, 1, 1, PointerButton.Left);
    private readonly FakeTimeProvider _clock = new();
    private readonly FollowRule _rule;

    public FollowRuleTests() => _rule = new(_clock);

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_press_is_answered_by_a_window_for_a_few_seconds(int seconds, bool follows)
    {
        _rule.OnInput(Press);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        _rule.Follows(isSomebodyInControl: true).Should().Be(follows);
    }

    [Fact]
    public void One_press_opens_one_window()
    {
        _rule.OnInput(Press);

        _rule.Follows(isSomebodyInControl: true).Should().BeTrue();
        _rule.Follows(isSomebodyInControl: true).Should().BeFalse();
    }

    [Fact]
    public void Enter_opens_windows_and_typing_does_not()
    {
        _rule.OnInput(new ViewerInput.Key(true, "7", "Digit7", 55, "7"));
        _rule.OnInput(new ViewerInput.Text("7"));
        _rule.OnInput(new ViewerInput.Mouse(MouseAction.Move, 1, 1, 1));
        _rule.Follows(isSomebodyInControl: true).Should().BeFalse();

        _rule.OnInput(new ViewerInput.Key(true, "Enter", "Enter", 13, "\r"));
        _rule.Follows(isSomebodyInControl: true).Should().BeTrue();
    }

    [Fact]
    public void Nobody_in_control_needs_no_press_but_a_loop_of_windows_is_followed_a_few_times_a_minute()
    {
        var followed = Enumerable.Range(0, 60).Count(_ =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(900));
            return _rule.Follows(isSomebodyInControl: false);
        });
        followed.Should().Be(FollowRule.MostInPeriod);

        _clock.Advance(FollowRule.RatePeriod);
        _rule.Follows(isSomebodyInControl: false).Should().BeTrue();
    }
}
