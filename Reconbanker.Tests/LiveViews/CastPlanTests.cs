using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

public sealed class CastPlanTests
{
    private const int Light = 20_000;
    private const int Heavy = 200_000;
    private readonly CastPlan _plan = new();

    [Fact]
    public void Nothing_is_cast_for_nobody_and_the_first_picture_is_sharp()
    {
        _plan.Next(At(0)).Should().Be(CastStep.Wait);

        _plan.OnWatched(640, At(10));

        _plan.Next(At(10)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(640, 85));
    }

    [Fact]
    public void A_cast_without_a_picture_is_restarted_once_and_then_given_up()
    {
        _plan.OnWatched(640, At(0));
        _plan.Next(At(0));

        _plan.Next(At(999)).Should().Be(CastStep.Wait);
        _plan.Next(At(1000)).Should().Be(CastStep.Start);
        _plan.Next(At(1999)).Should().Be(CastStep.Wait);
        _plan.Next(At(2000)).Should().Be(CastStep.FallBack);
        _plan.Next(At(9000)).Should().Be(CastStep.Wait);
    }

    [Fact]
    public void A_blocked_page_is_not_blamed_for_bringing_no_picture()
    {
        _plan.OnWatched(640, At(0));
        _plan.Next(At(0));
        _plan.IsPageBlocked = true;

        _plan.Next(At(5000)).Should().Be(CastStep.Wait);
    }

    [Fact]
    public void A_last_viewer_who_comes_back_soon_finds_the_cast_running()
    {
        Started(Light);
        _plan.OnWatched(0, At(100));
        _plan.Next(At(2099)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(2100));

        _plan.OnWatched(640, At(2099));
        _plan.Next(At(2100)).Should().Be(CastStep.Wait);
        _plan.OnWatched(0, At(3000));

        _plan.Next(At(5000)).Should().Be(CastStep.Stop);
    }

    [Fact]
    public void Heavy_pictures_become_cheap_after_an_input_and_sharp_again_when_it_is_quiet()
    {
        Started(Heavy);
        _plan.OnInput(At(2000));

        _plan.Next(At(2000)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(428, 45), "two thirds of what is shown are enough for a moment");
        Arrives(Heavy, 2050);
        _plan.Next(At(2599)).Should().Be(CastStep.Wait);
        _plan.Next(At(2600)).Should().Be(CastStep.Wait, "the last restart is not a second ago");
        _plan.WakeAt.Should().Be(At(3000));
        _plan.Next(At(3000)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(640, 85));
    }

    [Fact]
    public void Light_pictures_are_not_worth_a_restart()
    {
        Started(Light);
        _plan.OnInput(At(2000));

        _plan.Next(At(2000)).Should().Be(CastStep.Wait);
    }

    [Fact]
    public void A_blinking_caret_stays_sharp_and_a_spinner_does_not()
    {
        Started(Light);
        for (var at = 2000; at < 4000; at += 500)
        {
            Arrives(Light, at);
            _plan.Next(At(at)).Should().Be(CastStep.Wait);
        }

        Moves();

        _plan.Next(At(4200)).Should().Be(CastStep.Stop);
        _plan.Next(At(4580)).Should().Be(CastStep.Start);
        _plan.Recipe.Quality.Should().Be(60);
    }

    [Fact]
    public void A_page_that_moves_while_nobody_acts_is_cast_a_picture_at_a_time()
    {
        Started(Light);
        Moves();

        _plan.Next(At(4200)).Should().Be(CastStep.Stop);
        _plan.WakeAt.Should().Be(At(4580));
        _plan.Next(At(4579)).Should().Be(CastStep.Wait);
        _plan.Next(At(4580)).Should().Be(CastStep.Start);
        Arrives(Light, 4620);
        _plan.Next(At(4620)).Should().Be(CastStep.Stop, "it still moves");
        _plan.OnInput(At(4700));
        _plan.Next(At(4700)).Should().Be(CastStep.Start, "somebody acts, and waits for nothing");
        Arrives(Light, 4740);
        _plan.Next(At(4740)).Should().Be(CastStep.Wait);
    }

    [Fact]
    public void An_input_in_a_page_that_moves_brings_cheap_pictures_from_the_first_on_and_one_at_a_time()
    {
        Started(Heavy);
        Moves(Heavy);
        _plan.Next(At(4200)).Should().Be(CastStep.Stop);
        _plan.OnInput(At(4300));

        _plan.Next(At(4300)).Should().Be(CastStep.Start);

        _plan.Recipe.Should().Be(new CastRecipe(428, 45));
        _plan.IsMoving(At(4301)).Should().BeTrue("it did until now");
        Arrives(Light, 4340);
        _plan.Next(At(4340)).Should().Be(CastStep.Wait);
        _plan.IsMoving(At(5300)).Should().BeFalse("nothing has shown it for a second");
    }

    [Fact]
    public void A_page_that_has_come_to_rest_is_cast_all_the_time_and_made_sharp()
    {
        Started(Light);
        Moves();

        _plan.Next(At(4200)).Should().Be(CastStep.Stop);
        _plan.Next(At(4580)).Should().Be(CastStep.Start);
        _plan.OnFrame(Light, isRepeat: true, isEcho: false, At(4600));

        _plan.Next(At(4620)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(4850), "it may be over by then");
        _plan.Next(At(4850)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(5580));
        _plan.Next(At(5580)).Should().Be(CastStep.Start);
        _plan.Recipe.Quality.Should().Be(85);
    }

    [Fact]
    public void Another_width_restarts_the_cast_at_most_once_a_second()
    {
        Started(Light);
        _plan.OnWatched(960, At(500));

        _plan.Next(At(500)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(1000));
        _plan.Next(At(1000)).Should().Be(CastStep.Start);
        _plan.Recipe.Width.Should().Be(960);
    }

    [Fact]
    public void What_Chromium_may_have_dropped_is_shown_once_it_is_quiet()
    {
        Started(Light);
        for (var at = 1500; at < 1560; at += 20)
        {
            _plan.OnFrame(Light, isRepeat: false, isEcho: false, At(at));
        }

        _plan.Next(At(1700)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(1790));
        _plan.IsUntaken = true;
        _plan.Next(At(1790)).Should().Be(CastStep.Wait, "nobody is ready for a picture");
        _plan.IsUntaken = false;
        _plan.Next(At(1790)).Should().Be(CastStep.Start);
    }

    [Fact]
    public void On_a_slow_line_an_input_brings_small_pictures_and_rest_brings_as_many_bytes_as_it_takes_in_two_seconds()
    {
        _plan.OnWatched(1280, At(0));
        _plan.Next(At(0)).Should().Be(CastStep.Start);
        Arrives(144_000, 50);
        _plan.OnLine(37_500);
        _plan.OnInput(At(2000));

        _plan.Next(At(2000)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(480, 20));
        Arrives(11_000, 2050);
        _plan.OnInput(At(3500));
        _plan.Next(At(3500)).Should().Be(CastStep.Wait, "it is small enough");
        _plan.Next(At(5499)).Should().Be(CastStep.Wait, "somebody may act again");
        _plan.Next(At(5500)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(1280, 30));
        Arrives(70_000, 5550);
        _plan.Next(At(9000)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().BeNull("it does not get any better");
    }

    [Fact]
    public void A_line_that_was_slow_and_is_not_any_more_brings_sharp_pictures_again()
    {
        _plan.OnWatched(1280, At(0));
        _plan.Next(At(0));
        Arrives(144_000, 50);
        _plan.OnLine(37_500);
        _plan.OnInput(At(2000));
        _plan.Next(At(2000));
        Arrives(11_000, 2050);

        _plan.OnLine(1_000_000);

        _plan.Next(At(3000)).Should().Be(CastStep.Start);
        _plan.Recipe.Should().Be(new CastRecipe(1280, 85));
    }

    [Fact]
    public void A_cast_that_does_not_answer_a_picture_that_was_taken_apart_from_it_has_missed_something()
    {
        Started(Light);
        _plan.OnStill(At(2000));
        Arrives(Light, 2010);
        _plan.Next(At(2010));
        _plan.WakeAt.Should().BeNull("it showed what there is");

        _plan.OnStill(At(3000));

        _plan.Next(At(3000)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(3250));
        _plan.Next(At(3250)).Should().Be(CastStep.Start);
        Arrives(Light, 3300);
        _plan.Next(At(9000)).Should().Be(CastStep.Wait, "a cast that begins anew shows what there is");
    }

    [Fact]
    public void An_input_on_a_slow_line_is_answered_cheaply_although_a_picture_to_read_is_on_its_way()
    {
        _plan.OnWatched(1280, At(0));
        _plan.OnLine(37_500);
        _plan.Next(At(0));
        Arrives(73_000, 50);
        _plan.IsUntaken = true;

        _plan.OnInput(At(100));

        _plan.Next(At(100)).Should().Be(CastStep.Start, "what has not gone yet is replaced");
        _plan.Recipe.Width.Should().BeLessThan(1280);
        Arrives(6_000, 150);
        _plan.Next(At(150)).Should().Be(CastStep.Wait);

        // The line was busy until now: whoever sees the answer is about to act once more.
        _plan.OnTaken(isNewest: true, At(2_200));
        _plan.Next(At(2_200)).Should().Be(CastStep.Wait);
        _plan.WakeAt.Should().Be(At(4_200));
        _plan.Next(At(4_200)).Should().Be(CastStep.Start);
        _plan.Recipe.Width.Should().Be(1280, "nobody acts: it is to be read");

        // Pictures that go on coming by themselves do not keep it coarse.
        Arrives(73_000, 4_250);
        _plan.OnTaken(isNewest: true, At(6_200));
        _plan.Next(At(6_200)).Should().Be(CastStep.Wait);
    }

    private void Started(int length)
    {
        _plan.OnWatched(640, At(0));
        _plan.Next(At(0)).Should().Be(CastStep.Start);
        Arrives(length, 50);
    }

    /// <summary>From 4000 to 4180.</summary>
    private void Moves(int length = Light)
    {
        for (var at = 4000; at < 4200; at += 20)
        {
            Arrives(length, at);
        }
    }

    private void Arrives(int length, int at)
    {
        _plan.OnFrame(length, isRepeat: false, isEcho: false, At(at));
        _plan.OnAcknowledged();
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
