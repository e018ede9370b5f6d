using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>What Chromium would say in a bubble of its own.</summary>
public sealed class LiveViewTellingTests(LiveViewBrowser browser) : IClassFixture<LiveViewBrowser>
{
    private const string Form = """
        <form style='position:absolute;left:0;top:0' onsubmit='document.title = "sent"; return false'>
          <label>Código <input id=code required pattern='[0-9]{6}' style='position:absolute;left:0;top:0;width:200px;height:40px'></label>
          <input aria-label=Second required style='position:absolute;left:0;top:50px;width:200px;height:40px'>
          <button style='position:absolute;left:0;top:100px;width:200px;height:40px'>Send</button>
        </form>
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_wrong_with_a_field_is_told_in_the_browsers_words_wherever_the_field_is()
    {
        await using var sites = await TwoSites.StartAsync(
            $$"""
            {{Form}}
            <div id=host style='position:absolute;left:300px;top:0'></div>
            <script>host.attachShadow({ mode: 'open' }).innerHTML = `{{Form}}`.replace('Código', 'Shadow')</script>
            <iframe src='%other%' style='position:absolute;left:600px;top:0;width:300px;height:200px;border:0'></iframe>
            <button style='position:absolute;left:0;top:300px;width:200px;height:40px' onclick='code.checkValidity(); document.title = "checked"'>Check</button>
            <button style='position:absolute;left:0;top:400px;width:200px;height:40px'
                    onclick='code.oninvalid = e => e.preventDefault(); code.reportValidity(); document.title = "own"'>Own words</button>
            """,
            Form.Replace("Código", "Frame", StringComparison.Ordinal),
            Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(sites.Bank);
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        await using var window = new Window(view.InControl());
        await window.FirstAsync();
        var viewer = window.Viewer;
        var notices = view.Record();

        viewer.Click(50, 320);
        await Assertions.Expect(page).ToHaveTitleAsync("checked");
        viewer.Click(50, 120);
        await Until.TrueAsync(() => notices.Count > 0, "the empty field must be told");
        notices.Should().Equal(new ViewNotice(ViewNoticeKind.FieldRefused, "Código", "Please fill out this field."));
        viewer.Click(350, 120);
        await Until.TrueAsync(() => notices.Count == 2, "the field in the shadow must be told");
        notices[1].Name.Should().Be("Shadow");
        for (var attempt = 0; attempt < 60 && notices.Count == 2; attempt++)
        {
            viewer.Click(650, 120); // before the frame shows, a click goes to what is around it
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Cancelled);
        }

        notices[2].Name.Should().Be("Frame");
        viewer.Click(50, 20);
        viewer.PressDigits("12");
        viewer.Press("Enter", "Enter", 13, "\r");
        await Until.TrueAsync(() => notices[^1].Name == "Código", "the field that is half filled must be told");
        notices[^1].Text.Should().Be("Please match the requested format.");
        var told = notices.Count;
        viewer.Click(50, 420);
        await Assertions.Expect(page).ToHaveTitleAsync("own");
        await page.EvaluateAsync("new Promise(done => setTimeout(done, 300))");
        notices.Should().HaveCount(told, "the page says it in its own words");
    }

    [Fact]
    public async Task A_page_that_asks_for_a_passkey_is_refused_at_once_and_people_are_told()
    {
        const string Ask = """
            <script>
              const key = { challenge: new Uint8Array(16), rpId: location.hostname, rp: { name: 'Bank' }, timeout: 600000,
                            user: { id: new Uint8Array(4), name: 'ana', displayName: 'Ana' }, pubKeyCredParams: [{ type: 'public-key', alg: -7 }] };
              const ask = (how, mediation) => navigator.credentials[how]({ publicKey: key, mediation }).then(() => 'given', e => e.name);
            </script>
            """;
        await using var site = await PageSite.StartAsync(context => PageSite.WriteAsync(context, $"""
            {Ask}<button style='position:absolute;left:0;top:0;width:200px;height:50px' onclick='ask("get").then(e => document.title = e)'>Go</button>
            {(context.Request.Path == "/early" ? "<script>ask('get').then(e => document.title = e)</script>" : "")}
            """), Cancelled);
        var page = await browser.OpenAsync("");
        await page.GotoAsync(site.At("bank"));
        await using var view = await LiveView.OpenAsync(page, TimeProvider.System, Cancelled);
        var viewer = view.InControl();
        var notices = view.Record();

        await page.WaitForFunctionAsync("!String(navigator.credentials.get).includes('[native code]')"); // our script comes into a document that is there already
        viewer.Click(50, 25);
        await Assertions.Expect(page).ToHaveTitleAsync("NotAllowedError");
        await Until.TrueAsync(() => notices.Count == 1, "it must be told");
        notices.Should().Equal(new ViewNotice(ViewNoticeKind.PasskeyAsked));
        (await page.EvaluateAsync<string>("ask('create')")).Should().Be("NotAllowedError");
        await Until.TrueAsync(() => notices.Count == 2, "it must be told again");

        // What waits for a choice among a field's proposals is not offered, and bothers nobody.
        (await page.EvaluateAsync<bool>("PublicKeyCredential.isConditionalMediationAvailable()")).Should().BeFalse();
        (await page.EvaluateAsync<string>("Promise.race([ask('get', 'conditional'), new Promise(done => setTimeout(done, 500, 'waits'))])"))
            .Should().Be("waits");
        (await page.EvaluateAsync<string>("ask('create', 'conditional')")).Should().Be("NotAllowedError");
        (await page.EvaluateAsync<string>("navigator.credentials.get({ publicKey: key, signal: AbortSignal.abort() }).catch(e => e.name)"))
            .Should().Be("AbortError");
        notices.Should().HaveCount(2);

        // While the driver works it is refused as well; whoever comes then hears of it.
        view.AcceptsInput = false;
        await page.GotoAsync(site.At("bank", "/early"));
        await Assertions.Expect(page).ToHaveTitleAsync("NotAllowedError");
        view.AcceptsInput = true;
        await Until.TrueAsync(() => notices.Count == 3, "it must be told to who comes later");
    }
}
