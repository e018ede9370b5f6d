using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;
using static Reconbanker.Tests.LiveViews.PickerPages;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Fields whose pickers Chromium draws outside of the page.</summary>
public sealed class LiveViewPickerTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    [Theory]
    [InlineData("date", PickerKind.Date, "1984-02-29")]
    [InlineData("time", PickerKind.Time, "18:30")]
    [InlineData("datetime-local", PickerKind.DateTime, "2026-11-22T18:30")]
    [InlineData("month", PickerKind.Month, "2026-11")]
    [InlineData("week", PickerKind.Week, "2026-W48")]
    [InlineData("color", PickerKind.Colour, "#3366cc")]
    public async Task A_clicked_field_is_filled_by_the_person_in_control_as_if_chosen_in_its_own_picker(string type, PickerKind kind, string value)
    {
        var page = await browser.OpenAsync($"<label>When  was<br>it? <input type={type} style='{Place}'></label>{Seen}");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        var field = await AskAsync(view, viewer, 385, 115);
        field.Should().BeEquivalentTo(new { Kind = kind, Label = "When was it?", ByKeyboard = false });
        view.Join(Guid.NewGuid(), "Ben").Fill(field, value).Should().BeFalse();
        viewer.Fill(field, "soon").Should().BeFalse();
        viewer.Fill(field, value).Should().BeTrue();

        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync(value);
        (await page.EvaluateAsync<string>("seen.join()")).Should().Be($"input {value},change {value}");
        view.Picker.Should().BeNull();
        viewer.Fill(field, value).Should().BeFalse();
    }

    [Fact]
    public async Task What_a_page_proposes_for_a_field_is_chosen_by_the_person_in_control()
    {
        var page = await browser.OpenAsync($"""
            <input list=none style='position:absolute;left:100px;top:10px;width:300px;height:30px'><datalist id=none></datalist>
            <label>Bank branch <input list=branches style='{Place}'></label>
            <datalist id=branches><option value=Centro><option value=Norte>Norte, open on Saturdays</option><option disabled>Sur</datalist>{Seen}
            """);
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        viewer.Click(110, 25);

        var field = await AskAsync(view, viewer, 110, 115);
        field.Should().BeEquivalentTo(new { Kind = PickerKind.Proposal, Label = "Bank branch" });
        field.Proposals.Should().Equal(new PickerProposal("Centro", "Centro"), new PickerProposal("Norte", "Norte, open on Saturdays"));
        viewer.Fill(field, "Sur").Should().BeFalse();
        viewer.Fill(field, "Norte").Should().BeTrue();
        await Assertions.Expect(page.Locator("input").Nth(1)).ToHaveValueAsync("Norte");
        (await page.EvaluateAsync<string>("seen.join()")).Should().Be("input Norte,change Norte");

        for (var attempt = 0; attempt < 100 && view.Picker is null; attempt++)
        {
            viewer.Press("ArrowDown", "ArrowDown", 40); // what follows an asking at once is taken for the same
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        view.Picker.Should().BeEquivalentTo(new { Kind = PickerKind.Proposal, ByKeyboard = true }, "a key must call it too");
        viewer.PressDigits("1");
        await Assertions.Expect(page.Locator("input").Nth(1)).ToHaveValueAsync("Norte1");
        view.Picker.Should().BeNull();
    }

    [Fact]
    public async Task Lists_drop_down_in_the_picture_whatever_the_pages_style_and_also_in_shadow_roots()
    {
        var page = await browser.OpenAsync($$"""
            <style>.form-select { appearance: none; border: 1px solid; padding: 6px }</style>
            <select id=styled class=form-select style='{{Place}}'><option>One<optgroup label=More><option disabled>Two<option>Three</optgroup></select>
            <select id=several multiple style='position:absolute;left:500px;top:100px;width:200px'><option>Four<option>Five</select>
            <div id=host style='position:absolute;left:100px;top:300px'></div>
            <script>host.attachShadow({ mode: 'open' }).innerHTML = '<select id=hidden><option>Six<option>Seven</select>'</script>
            """);
        await using var view = await LiveView.OpenAsync(page);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        await page.EvaluateAsync("document.adoptedStyleSheets = []"); // as pages do that have their own

        await ChooseAsync("#styled", "Three");
        await ChooseAsync("#hidden", "Seven");
        var five = (await page.Locator("#several option").Nth(1).BoundingBoxAsync())!;
        window.Viewer.Click(five.X + 5, five.Y + 5);
        await Assertions.Expect(page.Locator("#several")).ToHaveValuesAsync(["Five"]);

        async Task ChooseAsync(string list, string choice)
        {
            var box = (await page.Locator(list).BoundingBoxAsync())!;
            window.Viewer.Click(box.X + 10, box.Y + (box.Height / 2));
            await Assertions.Expect(page.Locator($"{list}:open")).ToHaveCountAsync(1);
            var option = (await page.Locator($"{list} option", new() { HasTextString = choice }).BoundingBoxAsync())!;
            option.Height.Should().BePositive("it must be drawn in the page");
            window.Viewer.Click(option.X + 10, option.Y + (option.Height / 2));
            await Assertions.Expect(page.Locator(list)).ToHaveValueAsync(choice);
        }
    }

    [Fact]
    public async Task The_picker_knows_what_the_field_holds_and_takes()
    {
        var page = await browser.OpenAsync(
            $"<input type=date required value=2026-11-05 min=2026-11-01 max=2026-11-30 step=7 aria-label='Day of the visit' style='{Place}'>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        var field = await AskAsync(view, viewer, 110, 115);

        field.Should().BeEquivalentTo(new
        {
            Label = "Day of the visit",
            Value = "2026-11-05",
            Min = "2026-11-01",
            Max = "2026-11-30",
            Step = "7",
            IsRequired = true,
        });
        field.ToString().Should().NotContain("2026");
    }

    [Fact]
    public async Task Whoever_rather_types_goes_on_typing_and_the_picker_goes_away()
    {
        var page = await browser.OpenAsync($"<input type=date style='{Place}'>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        await AskAsync(view, viewer, 110, 115);

        viewer.PressDigits("11222026");

        await Assertions.Expect(page.Locator("input")).ToHaveValueAsync("2026-11-22");
        view.Picker.Should().BeNull();
    }

    [Fact]
    public async Task A_key_calls_the_picker_too()
    {
        var page = await browser.OpenAsync("<input type=date autofocus>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        await page.Locator("input").FocusAsync();

        viewer.Press(" ", "Space", 32, " ");
        await Until.TrueAsync(() => view.Picker is not null, "the picker must be offered");

        view.Picker!.ByKeyboard.Should().BeTrue();
    }

    [Fact]
    public async Task A_page_cannot_ask_without_a_person_nor_when_control_has_gone()
    {
        var page = await browser.OpenAsync($"<input type=date style='{Place}'>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();

        await page.Locator("input").ClickAsync();
        await page.EvaluateAsync("document.querySelector('input').click()");
        view.Picker.Should().BeNull();
        await AskAsync(view, viewer, 110, 115);
        viewer.HandBack();

        view.Picker.Should().BeNull();
    }

    [Fact]
    public async Task Another_document_closes_the_picker_and_has_its_own()
    {
        var page = await browser.OpenAsync($"<input type=date style='{Place}'>");
        await using var view = await LiveView.OpenAsync(page);
        var viewer = view.InControl();
        await AskAsync(view, viewer, 110, 115);

        await page.GotoAsync($"data:text/html,<body><input type=time style='{Place}'>");
        await Until.TrueAsync(() => view.Picker is null, "the picker must go with its page");
        var field = await AskAsync(view, viewer, 110, 115);

        field.Kind.Should().Be(PickerKind.Time);
    }
}
