using FluentAssertions;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What the pictures show while somebody looks who may only watch.</summary>
public sealed class LiveViewMaskTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const int Dark = 90;
    private const int Light = 120;

    private const string Page = """
        <style>body { font: bold 24px sans-serif; color: #000; background: #fff } * { position: absolute; margin: 0 } input { font: inherit; width: 200px; height: 40px }</style>
        <input id=code style='left:100px;top:40px' value=482913>
        <p style='left:100px;top:120px'>Saldo disponible <b id=amount style='left:300px;top:0;white-space:nowrap'>1234</b></p>
        <p id=list style='left:400px;top:200px;white-space:nowrap'>$ 1.234,56</p>
        <iframe style='left:100px;top:300px;width:300px;height:100px;border:0' src='%other%'></iframe>
        """;

    private static readonly Guid Owner = Guid.NewGuid();
    private static readonly Guid Ben = Guid.NewGuid();
    private static readonly Spot Field = new(105, 45, 150, 30);
    private static readonly Spot Balance = new(400, 120, 120, 30);
    private static readonly Spot Amount = new(422, 200, 100, 30);
    private static readonly Spot Embedded = new(100, 300, 200, 60);
    private readonly ViewAccess _access = new(Owner);

    [Fact]
    public async Task What_is_entered_and_amounts_are_unreadable_from_the_first_picture_of_whoever_only_watches()
    {
        await using var sites = await TwoSites.StartAsync(
            Page, "<p style='font:bold 24px sans-serif'>482913 482913</p>", TestContext.Current.CancellationToken);
        await _access.LoadAsync(() => Task.FromResult(new Dictionary<Guid, ViewRights> { [Ben] = new(Watch: true, Control: false, GiveCode: false) }));
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page, hosts: null, _access, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var owner = new Window(view.Join(Owner, "Anna"));
        await owner.FirstAsync();
        view.MaskedFor.Should().BeEmpty();
        foreach (var spot in new[] { Balance, Amount, Embedded })
        {
            await Until.TrueAsync(async () => await Pictures.DarkestAsync(page, owner.Last!, spot) < Dark, $"{spot} is painted");
        }

        var clear = owner.Last!;

        // The first picture, and each one after it: of new values, new elements and a new document too.
        await using var watcher = new Window(view.Join(Ben, "Ben"), keep: true);
        var first = await watcher.FirstAsync();
        view.MaskedFor.Should().Equal("Ben");
        (await Pictures.DifferenceAsync(page, clear, first, Field)).Should().BeGreaterThan(3, "there are dots in the place of digits");
        await page.EvaluateAsync("code.value = '117171'; amount.textContent = '98765'");
        var count = watcher.Count;
        await page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', `<p style='left:400px;top:160px;white-space:nowrap'>US$ 77</p><i style='left:900px;top:500px;width:50px;height:50px;background:#f00'>`)");
        await Until.TrueAsync(() => watcher.Count > count, "the page changed");
        await Pictures.ShowsAsync(page, watcher, 925, 525, [255, 0, 0]);
        (await Pictures.DifferenceAsync(page, first, watcher.Last!, Field)).Should().BeLessThan(2, "dots do not tell which digits");
        await page.ReloadAsync();
        await page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', `<i style='left:900px;top:500px;width:50px;height:50px;background:#00f'>`)");
        await Pictures.ShowsAsync(page, watcher, 925, 525, [0, 0, 255]);
        foreach (var picture in watcher.Kept)
        {
            picture.IsMasked.Should().BeTrue();
            foreach (var spot in new[] { Balance, Amount, Embedded, new(455, 160, 30, 28) })
            {
                (await Pictures.DarkestAsync(page, picture, spot)).Should().BeGreaterThan(Light, $"nobody may read {spot} in picture {picture.Sequence}");
            }
        }

        owner.Last!.IsMasked.Should().BeTrue("there is one cast for all");

        // It ends with the last of them, for those who may see.
        await watcher.DisposeAsync();
        await Until.TrueAsync(() => !owner.Last!.IsMasked, "nobody is there any more who may not see");
        await page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', `<i style='left:900px;top:500px;width:50px;height:50px;background:#0f0'>`)");
        await Pictures.ShowsAsync(page, owner, 925, 525, [0, 255, 0]);
        (await Pictures.DarkestAsync(page, owner.Last!, Amount)).Should().BeLessThan(Dark);
    }

    [Fact]
    public async Task What_is_in_shadow_trees_that_are_closed_or_come_late_is_unreadable_too()
    {
        await _access.LoadAsync(() => Task.FromResult(new Dictionary<Guid, ViewRights> { [Ben] = new(Watch: true, Control: false, GiveCode: false) }));
        var page = await browser.OpenAsync("""
            <style>body { font: bold 24px sans-serif; color: #000; background: #fff } body > * { position: absolute; margin: 0; display: block }</style>
            <bank-code style='left:100px;top:40px'></bank-code>
            <bank-sum style='left:100px;top:120px;width:300px;height:40px'></bank-sum>
            <bank-box style='left:100px;top:200px'><b>Codigo</b></bank-box>
            <div id=late style='left:100px;top:300px;width:300px;height:40px'></div>
            """);
        await using var view = await LiveView.OpenAsync(page, hosts: null, _access, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var watcher = new Window(view.Join(Ben, "Ben"), keep: true);
        await watcher.FirstAsync();

        // As banks do it, in scripts that come after the page.
        await page.EvaluateAsync("""
            () => {
              const input = '<input style="font:bold 24px sans-serif;width:200px;height:40px;caret-color:transparent">';
              const define = (name, mode, html) => customElements.define(name, class extends HTMLElement {
                constructor() { super(); (window.made ??= {})[name] = this.attachShadow({ mode }); made[name].innerHTML = html; }
              });
              define('bank-code', 'closed', input);
              define('bank-sum', 'open', '<b>$ 1.234,56</b>');
              define('bank-box', 'closed', `<slot></slot>${input}`);
              made.late = late.attachShadow({ mode: 'open' });
              made.late.innerHTML = '<b>$ 1.234,56</b>';
              made['bank-box'].querySelector('input').focus();
            }
            """);
        await page.EvaluateAsync("() => void document.body.insertAdjacentHTML('beforeend', `<i style='left:900px;top:500px;width:50px;height:50px;background:#f00'>`)");
        await Pictures.ShowsAsync(page, watcher, 925, 525, [255, 0, 0]);
        async Task<ScreenFrame> EnteredAsync(string value, int[] color)
        {
            await page.EvaluateAsync(
                """
                ([value, color]) => {
                  for (const root of [made['bank-code'], made['bank-box']]) { root.querySelector('input').value = value; }
                  document.querySelector('i').style.background = `rgb(${color})`;
                }
                """,
                new object[] { value, color });
            await Pictures.ShowsAsync(page, watcher, 925, 525, color);
            return watcher.Last!;
        }

        var one = await EnteredAsync("482913", [0, 255, 0]);
        var other = await EnteredAsync("117171", [0, 0, 255]);
        foreach (var field in new Spot[] { new(105, 45, 150, 30), new(190, 205, 150, 30) })
        {
            (await Pictures.DifferenceAsync(page, one, other, field)).Should().BeLessThan(2, "dots do not tell which digits");
        }

        foreach (var amount in new Spot[] { new(122, 120, 100, 30), new(122, 300, 100, 30) })
        {
            (await Pictures.DarkestAsync(page, other, amount)).Should().BeGreaterThan(Light, $"nobody may read {amount}");
        }

        (await Pictures.DarkestAsync(page, other, new(100, 200, 85, 30))).Should().BeLessThan(Dark, "what is no secret can be read");
    }

    [Fact]
    public async Task A_window_of_the_bank_that_opens_meanwhile_is_shown_to_a_watcher_only_when_it_is_masked()
    {
        await using var sites = await TwoSites.StartAsync(
            "<button onclick='window.open(\"%other%\")'>Open</button>",
            "<p style='position:absolute;left:400px;top:200px;margin:0;font:bold 24px sans-serif'>$ 1.234,56</p>",
            TestContext.Current.CancellationToken);
        await _access.LoadAsync(() => Task.FromResult(new Dictionary<Guid, ViewRights> { [Ben] = new(Watch: true, Control: false, GiveCode: false) }));
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page, hosts: null, _access, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var watcher = new Window(view.Join(Ben, "Ben"), keep: true);
        await watcher.FirstAsync();
        using var owner = view.Join(Owner, "Anna");

        await page.ClickAsync("button");
        await Until.TrueAsync(() => view.Windows.Count == 2, "the window is known");
        var count = watcher.Count;
        owner.Show(view.Windows[1]).Should().BeTrue();
        await Until.TrueAsync(() => watcher.Count > count, "the window is shown");

        foreach (var picture in watcher.Kept)
        {
            (await Pictures.DarkestAsync(page, picture, Amount)).Should().BeGreaterThan(Light);
        }
    }

    [Fact]
    public async Task A_finger_lands_where_it_was_put_although_a_picture_is_taken_at_that_moment()
    {
        const int Taps = 25;
        await _access.LoadAsync(() => Task.FromResult(new Dictionary<Guid, ViewRights> { [Ben] = new(Watch: true, Control: false, GiveCode: false) }));
        var page = await browser.OpenAsync("""
            <script>
              window.spots = [];
              window.note = ({ clientX, clientY }) => spots.push(`${clientX} ${clientY}`);
              addEventListener('touchstart', e => note(e.touches[0]), true);
              addEventListener('click', note, true);
            </script>
            """);
        await using var view = await LiveView.OpenAsync(page, hosts: null, _access, _ => { }, TimeProvider.System, TestContext.Current.CancellationToken);
        view.AcceptsInput = true;
        await using var owner = new Window(view.Join(Owner, "Anna"));
        owner.Viewer.Room = new(390, 640, 3, IsTouched: true);
        owner.Viewer.TakeControl();
        await page.WaitForFunctionAsync("innerWidth === 390 && devicePixelRatio === 2");
        await owner.SettledAsync();

        for (var tap = 0; tap < Taps; tap++)
        {
            // Masking the page takes a picture of it; the finger comes a little sooner or later in that.
            await using var watcher = new Window(view.Join(Ben, "Ben"));
            await Task.Delay(TimeSpan.FromMilliseconds(tap * 3), TimeProvider.System, TestContext.Current.CancellationToken);
            owner.Viewer.Send(new ViewerInput.Touch(TouchAction.Start, 60, 135, owner.Last!.Sequence)).Should().Be(InputOutcome.Accepted);
            owner.Viewer.Send(new ViewerInput.Touch(TouchAction.End, 60, 135, owner.Last!.Sequence)).Should().Be(InputOutcome.Accepted);
            await page.WaitForFunctionAsync("count => spots.length >= count", 2 * (tap + 1));
            await watcher.FirstAsync();
        }

        (await page.EvaluateAsync<string[]>("spots")).Should().OnlyContain(spot => spot == "60 135");
    }
}
