using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Control between people with different rights: asked for, given, kept, taken over, lost.</summary>
public sealed class ControlRequestTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private static readonly Guid Owner = Guid.NewGuid();
    private static readonly Guid Ben = Guid.NewGuid();
    private static readonly Guid Cleo = Guid.NewGuid();
    private readonly FakeTimeProvider _clock = new();
    private readonly ViewAccess _access = new(Owner);
    private readonly List<ViewAct> _acts = [];

    [Fact]
    public async Task Who_asks_gets_control_when_it_is_given_and_not_when_it_is_kept()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Owner, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();

        ben.TakeControl().Should().BeFalse();
        ben.AskForControl().Should().BeTrue();
        view.Control.Request.Should().Be(new ControlRequest(Ben, "Ben"));
        ben.AnswerRequest(isGiven: true).Should().BeFalse("only who is in control answers");
        anna.AnswerRequest(isGiven: false).Should().BeTrue();
        ben.Control.Should().Be(ControlState.Taken);
        view.Control.Request.Should().BeNull();

        ben.AskForControl();
        anna.Send(new ViewerInput.Text("1"));
        anna.AnswerRequest(isGiven: true).Should().BeTrue();
        ben.Control.Should().Be(ControlState.Mine);
        anna.Send(new ViewerInput.Text("2")).Should().Be(InputOutcome.NotInControl);

        _acts.Where(a => a.Act != AuditAct.ViewOpened).Should().Equal(
            new(AuditAct.ControlTaken, Owner, "Anna"),
            new(AuditAct.ControlAsked, Ben, "Ben", "Anna"),
            new(AuditAct.ControlRefused, Owner, "Anna", "Ben"),
            new(AuditAct.ControlAsked, Ben, "Ben", "Anna"),
            new(AuditAct.ControlGiven, Owner, "Anna", "Ben", Clicks: 0, Keys: 1));
    }

    [Fact]
    public async Task Without_an_answer_control_goes_over_after_fifteen_seconds_in_which_nothing_is_done()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Owner, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();
        ben.AskForControl();

        _clock.Advance(TimeSpan.FromSeconds(14));
        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.Accepted);
        _clock.Advance(TimeSpan.FromSeconds(14));
        anna.Control.Should().Be(ControlState.Mine, "who works on is not interrupted");
        _clock.Advance(TimeSpan.FromSeconds(1));

        ben.Control.Should().Be(ControlState.Mine);
        _acts[^1].Should().Be(new ViewAct(AuditAct.ControlPassed, Owner, "Anna", "Ben", Clicks: 0, Keys: 1));
    }

    [Fact]
    public async Task Who_is_away_is_not_asked_and_has_all_of_their_time()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Owner, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();
        anna.IsConnected = false;
        ben.AskForControl();

        _clock.Advance(TimeSpan.FromSeconds(89));
        view.Control.Holder!.UserId.Should().Be(Owner);
        anna.IsConnected = true;
        anna.Control.Should().Be(ControlState.Mine);
        anna.IsConnected = false;
        _clock.Advance(TimeSpan.FromSeconds(90));

        ben.Control.Should().Be(ControlState.Mine);
    }

    [Fact]
    public async Task The_owner_takes_over_at_any_time_and_nobody_else_does()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Owner, "Anna");
        var ben = view.Join(Ben, "Ben");
        var other = view.Join(Cleo, "Cleo");
        ben.TakeControl().Should().BeTrue();

        other.TakeControl().Should().BeFalse();
        anna.TakeControl().Should().BeTrue();

        ben.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotInControl);
        _acts[^1].Should().Be(new ViewAct(AuditAct.ControlTakenOver, Ben, "Ben", "Anna"));
    }

    [Fact]
    public async Task A_right_that_is_taken_away_is_gone_at_once()
    {
        await using var view = await OpenAsync();
        var ben = view.Join(Ben, "Ben");
        var other = view.Join(Cleo, "Cleo");
        ben.TakeControl();
        other.AskForControl();

        await ShareAsync((Ben, new(Watch: true, Control: false, GiveCode: true)), (Cleo, Rights));
        ben.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotInControl);
        (ben.Control, ben.TakeControl(), ben.AskForControl()).Should().Be((ControlState.WatchOnly, false, false));
        other.Control.Should().Be(ControlState.Mine, "who asked has it now");

        await ShareAsync();
        view.ViewerCount.Should().Be(0);
        view.Control.Holder.Should().BeNull();
        view.Join(Cleo, "Cleo").Control.Should().Be(ControlState.Ended);
        view.ViewerCount.Should().Be(0, "who may not watch is shown nothing");
        other.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotInControl, "acting brings back no right");
    }

    [Fact]
    public async Task Nobody_gets_control_while_the_driver_acts()
    {
        await using var view = await OpenAsync();
        var anna = view.Join(Owner, "Anna");
        var ben = view.Join(Ben, "Ben");
        anna.TakeControl();
        ben.AskForControl();

        view.AcceptsInput = false;

        (anna.TakeControl(), ben.TakeControl(), ben.AskForControl(), anna.AnswerRequest(true)).Should().Be((false, false, false, false));
        anna.Send(new ViewerInput.Text("1")).Should().Be(InputOutcome.NotNeeded);
        view.Control.Request.Should().BeNull();
    }

    [Fact]
    public async Task The_record_has_who_came_and_went_and_how_much_they_did()
    {
        var view = await OpenAsync();
        var desk = view.Join(Ben, "Ben");
        var phone = view.Join(Ben, "Ben");
        phone.TakeControl();
        phone.Send(new ViewerInput.Key(true, "4", "Digit4", '4', "4"));
        phone.Send(new ViewerInput.Key(false, "4", "Digit4", '4'));
        phone.Send(new ViewerInput.Mouse(MouseAction.Move, 1, 1, 0));
        desk.Dispose();
        await view.DisposeAsync();

        _acts.Should().Equal(
            new(AuditAct.ViewOpened, Ben, "Ben"),
            new(AuditAct.ControlTaken, Ben, "Ben"),
            new(AuditAct.ControlEnded, Ben, "Ben", null, Clicks: 0, Keys: 1),
            new(AuditAct.ViewClosed, Ben, "Ben"));
    }

    [Fact]
    public async Task Two_people_who_type_at_the_same_time_never_interleave()
    {
        const int Times = 10;
        await ShareAsync((Ben, Rights));
        var page = await browser.OpenAsync("<textarea style='width:900px;height:500px'></textarea>");
        await using var view = await LiveView.OpenAsync(page, hosts: null, _access, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        await using var anna = new Window(view.Join(Owner, "Anna"));
        await using var ben = new Window(view.Join(Ben, "Ben"));
        await anna.FirstAsync();
        await ben.FirstAsync();
        await page.FocusAsync("textarea");
        using var stop = new CancellationTokenSource();
        var (a, b) = (new Typist(anna.Viewer, "a"), new Typist(ben.Viewer, "b"));
        var typing = Task.WhenAll(a.TypeAsync(stop.Token), b.TypeAsync(stop.Token));

        for (var time = 0; time < Times; time++)
        {
            anna.Viewer.TakeControl().Should().BeTrue();
            await a.TypesAsync();
            ben.Viewer.AskForControl().Should().BeTrue();
            anna.Viewer.AnswerRequest(isGiven: true).Should().BeTrue();
            await b.TypesAsync();
        }

        await stop.CancelAsync();
        await typing;
        anna.Viewer.TakeControl();
        anna.Viewer.Send(new ViewerInput.Text("!")).Should().Be(InputOutcome.Accepted);
        await page.WaitForFunctionAsync("document.querySelector('textarea').value.endsWith('!')");
        var text = (await page.InputValueAsync("textarea"))[..^1];

        text.Should().MatchRegex("^[ab]+$").And.Contain("a").And.Contain("b");
        Regex.Count(text, "(?<=a)b|(?<=b)a").Should().BeLessThan(2 * Times, "the letters change only when control does");
    }

    /// <summary>Types one letter all the time, whether it is taken or not.</summary>
    private sealed class Typist(Viewer viewer, string letter)
    {
        private int _taken;

        public async Task TypeAsync(CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                if (viewer.Send(new ViewerInput.Text(letter)) == InputOutcome.Accepted)
                {
                    Interlocked.Increment(ref _taken);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
            }
        }

        public Task TypesAsync()
        {
            var before = Volatile.Read(ref _taken);
            return Until.TrueAsync(() => Volatile.Read(ref _taken) > before + 3, $"{letter} is typed by who is in control");
        }
    }

    private static ViewRights Rights => new(Watch: true, Control: true, GiveCode: false);

    private Task ShareAsync(params (Guid User, ViewRights Rights)[] shared) =>
        _access.LoadAsync(() => Task.FromResult(shared.ToDictionary(s => s.User, s => s.Rights)));

    private async Task<LiveView> OpenAsync()
    {
        await ShareAsync((Ben, Rights), (Cleo, Rights));
        var page = await browser.OpenAsync("<input autofocus>");
        var view = await LiveView.OpenAsync(page, hosts: null, _access, _acts.Add, _clock, TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        return view;
    }
}
