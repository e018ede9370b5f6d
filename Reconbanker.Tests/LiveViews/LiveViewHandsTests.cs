using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Sessions;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Hands that do anything at all, and more than one at a time.</summary>
public sealed class LiveViewHandsTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Form = """
        <input id=field autofocus style='width:400px;height:40px'><button>Go</button><select><option>A<option>B</select>
        <input type=date><a href='#x'>Link</a><textarea></textarea><div style='height:3000px'></div>
        """;

    [Fact]
    public async Task A_thousand_random_sequences_of_inputs_leave_the_page_and_the_view_alive()
    {
        var page = await browser.OpenAsync(Form);
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        var viewer = view.Join(Guid.NewGuid(), "Anna");
        await using var window = new Window(viewer);
        viewer.TakeControl();
        var refused = 0;
        var surface = new LiveScreenInput(viewer, _ => refused++, _ => { });
        const int Seed = 20261123;
        var random = new Random(Seed);

        for (var sequence = 0; sequence < 1000; sequence++)
        {
            for (var length = random.Next(1, 8); length > 0; length--)
            {
                Act(surface, random, window.Last?.Sequence ?? 0);
            }

            if (sequence % 50 == 0)
            {
                await page.EvaluateAsync("1"); // no faster than the browser
            }
        }

        await page.EvaluateAsync("addEventListener('keydown', e => { if (e.key === 'F9') document.body.dataset.done = 1 }, true)");
        await Until.TrueAsync(() => viewer.Send(new ViewerInput.Key(true, "F9", "F9", 120)) == InputOutcome.Accepted, "there is room again");
        await page.WaitForFunctionAsync("document.body.dataset.done");
        surface.LetGo();
        refused.Should().BeLessThan(4000, "most of it was let through");
        viewer.TakeControl();
        await page.EvaluateAsync("field.value = ''; field.focus(); scrollTo(0, 0)");
        await Until.TrueAsync(() => viewer.Send(new ViewerInput.Text("482913")) == InputOutcome.Accepted, "the view goes on taking input");
        await Assertions.Expect(page.Locator("#field")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("482913$"));
        view.HasEnded.Should().BeFalse();
        var before = window.Count;
        await page.EvaluateAsync("document.body.style.background = '#cfc'");
        await Until.TrueAsync(() => window.Count > before, "pictures go on coming");
    }

    [Fact]
    public async Task What_two_people_type_never_interleaves()
    {
        var page = await browser.OpenAsync("<input id=field autofocus>");
        await using var view = await LiveView.OpenAsync(page);
        view.AcceptsInput = true;
        await page.Locator("#field").FocusAsync();
        await using var anna = new Window(view.Join(Guid.NewGuid(), "Anna"));
        await using var ben = new Window(view.Join(Guid.NewGuid(), "Ben"));
        await anna.FirstAsync();
        await ben.FirstAsync();

        int[] turns = [0, 0];
        await Task.WhenAll(Task.Run(() => TypeAsync(anna.Viewer, 0), TestContext.Current.CancellationToken), Task.Run(() => TypeAsync(ben.Viewer, 1), TestContext.Current.CancellationToken));

        anna.Viewer.TakeControl().Should().BeTrue();
        anna.Viewer.Send(new ViewerInput.Text("."));
        await page.WaitForFunctionAsync("field.value.endsWith('.')");
        var letters = (await page.Locator("#field").InputValueAsync()).TrimEnd('.');
        letters.Should().Contain("a").And.Contain("b");
        letters.Zip(letters.Skip(1)).Count(pair => pair.First != pair.Second)
            .Should().BeLessThan(turns.Sum(), "within a turn there is one person's typing alone");

        // Both type all the time, and take turns in control; what is typed without it is refused.
        async Task TypeAsync(Viewer viewer, int who)
        {
            var input = new ViewerInput.Text(who == 0 ? "a" : "b");
            while (turns[who] < 10)
            {
                viewer.Send(input);
                if (Volatile.Read(ref turns[who]) <= Volatile.Read(ref turns[1 - who]) && viewer.TakeControl())
                {
                    for (var n = 0; n < 20; n++)
                    {
                        viewer.Send(input);
                    }

                    await page.EvaluateAsync("1"); // some of it has arrived
                    viewer.HandBack();
                    Interlocked.Increment(ref turns[who]);
                }

                await Task.Yield();
            }
        }
    }

    private static void Act(LiveScreenInput surface, Random random, long frame)
    {
        var far = new[] { 0, -5, 1e9, double.NaN, double.PositiveInfinity };
        double Spot() => random.Next(20) == 0 ? far[random.Next(far.Length)] : random.NextDouble() * 1000;
        var seen = random.Next(10) == 0 ? random.NextInt64() : frame;
        var modifiers = random.Next(6) == 0 ? random.Next() : 0;
        switch (random.Next(12))
        {
            case 0 or 1:
                surface.Mouse((MouseAction)random.Next(4), Spot(), Spot(), seen, random.Next(-1, 6), random.Next(), modifiers, random.Next(-1, 5));
                break;
            case 2:
                surface.Move([.. Enumerable.Range(0, random.Next(6)).Select(_ => Spot())], seen, random.Next(8), modifiers);
                break;
            case 3:
                surface.Touch((TouchAction)random.Next(5), Spot(), Spot(), seen);
                break;
            case 4:
                surface.Wheel(Spot(), Spot(), Spot() - 500, Spot() - 500, modifiers);
                break;
            case 5 or 6:
                var key = Keys[random.Next(Keys.Length)];
                surface.Key(random.Next(2) == 0, key, key, random.Next(-1, 300), random.Next(2) == 0 ? key : null, modifiers, random.Next(2) == 0);
                break;
            case 7:
                surface.Text(Texts[random.Next(Texts.Length)]);
                break;
            case 8:
                surface.Composition(Texts[random.Next(Texts.Length)]);
                break;
            case 9:
                surface.Paste(Texts[random.Next(Texts.Length)], random.Next(2) == 0);
                break;
            case 10:
                surface.Room(Spot(), Spot(), random.NextDouble() * 4, random.Next(2) == 0);
                break;
            case 11:
                surface.LetGo();
                break;
        }
    }

    private static readonly string[] Keys = ["a", "Z", "Enter", "Tab", "Escape", "Backspace", "Shift", "Control", "ArrowDown", " ", "", "F4", "\ud800"];

    private static readonly string[] Texts = ["", "x", "ñ日本", "😀", "\ud83d", "\0\u0007", new('y', 300), "line\nline", null!];
}
