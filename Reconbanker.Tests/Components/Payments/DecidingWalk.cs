using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Tests.Payments;
using Reconbanker.Tests.Support;
using Reconbanker.Tests.Walks;
using Reconbanker.Web.Components.Payments;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Reconbanker.Tests.Components.Payments;

/// <summary>The pages of payments in a real browser, with real rows, by keyboard.</summary>
public sealed class DecidingWalk(ChromiumFixture chromium) : IAsyncLifetime
{
    private DemoApp _app = null!;
    private Operator _person = null!;
    private Guid _accountId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private IPage Page => _person.Page;

    private ILocator Entries => Page.GetByTestId("entry");

    private ILocator Current => Page.Locator("[aria-current=true]");

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public async ValueTask InitializeAsync()
    {
        _app = await DemoApp.StartAsync(chromium);
        _accountId = await _app.AddAccountAsync("ana", "any password");
        await _app.Get<OperationModes>().ChangeAsync(_app.User.Id, OperationMode.Reconcile, Cancelled);
        await StoreAsync();
        _person = await Operator.SignInAsync(chromium, _app);
    }

    public async ValueTask DisposeAsync()
    {
        await _person.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task From_the_front_page_everything_unclear_is_decided_by_keyboard_and_kept_with_its_reasons()
    {
        await Expect(Page.GetByTestId("summary")).ToContainTextAsync(new Regex(@"8\s*Expected"));
        await Expect(Page.GetByTestId("to-decide-count")).ToHaveTextAsync("6");
        await OpenToDecideAsync();
        await Expect(Entries).ToHaveCountAsync(5);

        // Held first; then choices, the surest first.
        await Expect(Current).ToContainTextAsync("held-1");
        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByTestId("keys")).ToContainTextAsync("reject a candidate");
        await Page.EvaluateAsync("void Object.assign(document.querySelector('main h1'), { tabIndex: -1 }).focus()"); // as Blazor does, soon or late
        await Page.Keyboard.PressAsync("y");
        await Expect(Page.GetByTestId("said")).ToHaveTextAsync("held-1 is kept.");
        await Expect(Entries).ToHaveCountAsync(4);

        // The pair that competes for one transfer: choosing for one clears the other.
        await GoToAsync("garcia-1");
        await Expect(Current).ToContainTextAsync("Fits other payments too:");
        await Expect(Current.Locator("mark.same").First).ToHaveTextAsync("Alice");
        await Page.Keyboard.PressAsync("w");
        await Page.Keyboard.TypeAsync("she called");
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("1");
        await Expect(Page.GetByTestId("said")).ToContainTextAsync("garcia-1 is settled by ALICE LOPEZ.");
        await Expect(Entries).ToHaveCountAsync(2);
        await Expect(Page.Locator("#queue > section:focus")).ToHaveCountAsync(1); // it is never lost

        // It was wrong: undone, with a reason.
        await Page.Keyboard.PressAsync("u");
        await Expect(Dialog).ToContainTextAsync("reverted");
        await Expect(Dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog).ToContainTextAsync("this needs a reason");
        await Dialog.GetByLabel("Reason").FillAsync("it was her sister");
        await Dialog.GetByLabel("Reason").PressAsync("Enter");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Page.GetByTestId("said")).ToContainTextAsync("undone");

        // Now the other one is the only one that fits, and settles by itself; what is left is forced, rejected and cancelled.
        await GoToAsync("twice-1");
        await Page.Keyboard.PressAsync("r");
        await Expect(Page.GetByTestId("said")).ToContainTextAsync("Reject which candidate?");
        await Page.Keyboard.PressAsync("2");
        await Expect(Page.GetByTestId("said")).ToContainTextAsync("does not pay it: noted.");
        await GoToAsync("unsure-1");
        await Page.Keyboard.PressAsync("f");
        await Dialog.GetByLabel("Sender or text").FillAsync("holding");
        await Dialog.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("Soto Holding") }).ClickAsync();
        await Dialog.GetByLabel("Reason").FillAsync("paid by her company");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Settle with this transfer" }).ClickAsync();
        await Expect(Dialog).ToHaveCountAsync(0);
        await Page.GetByTestId("vanished").GetByRole(AriaRole.Button, new() { Name = "Cancel all 2" }).ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel all 2" }).ClickAsync();
        await Expect(Page.GetByTestId("vanished")).ToHaveCountAsync(0);
        await Expect(Page.GetByText("Nothing to decide", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("to-decide-count")).ToHaveCountAsync(0);

        // The last decision can be undone although nothing waits any more.
        await Page.Keyboard.PressAsync("u");
        await Expect(Dialog).ToContainTextAsync("reverted");
        await Expect(Dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(Page.Locator("h1")).ToBeFocusedAsync();

        await _person.OpenAsync($"/payments/{IdOf("unsure-1")}");
        await Expect(Page.GetByTestId("why")).ToContainTextAsync("settled it with a transfer that the rules knew nothing of");
        await Expect(Page.GetByTestId("history")).ToContainTextAsync("paid by her company");
        await _person.OpenAsync($"/payments/{IdOf("garcia-1")}");
        await Expect(Page.GetByTestId("history")).ToContainTextAsync("it was her sister");
        await Expect(Page.GetByTestId("near")).ToContainTextAsync("Same amount, but it pays another payment:");
        await Expect(Page.GetByTestId("deliveries")).ToContainTextAsync("Match reverted");
        await using var db = await _app.App.OpenDatabaseAsync();
        (await db.PersonDecisions.Where(d => d.Kind == DecisionKind.Choose).Select(d => d.Reason).SingleAsync(Cancelled)).Should().Be("she called");
    }

    [Fact]
    public async Task A_decision_of_somebody_else_meanwhile_is_said_and_nothing_is_lost()
    {
        await OpenToDecideAsync();
        await GoToAsync("unsure-1");
        await Page.Keyboard.PressAsync("c");
        await Expect(Dialog).ToContainTextAsync("Cancel this payment?");
        await Dialog.GetByLabel("Reason (optional)").FillAsync("no longer needed");
        await _app.Get<PaymentDecisions>().CancelAsync(_app.User.Id, IdOf("unsure-1"), "from elsewhere", Cancelled);

        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel payment" }).ClickAsync();

        await Expect(Dialog).ToContainTextAsync("has been decided or has changed meanwhile");
        await Expect(Dialog.GetByLabel("Reason (optional)")).ToHaveValueAsync("no longer needed");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Expect(Page.Locator("section").Filter(new() { HasText = "unsure-1" })).ToHaveCountAsync(0);
        await Expect(Current).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Payments_are_filtered_found_and_downloaded_and_those_of_others_are_nowhere()
    {
        var stranger = await _app.App.AddUserAsync("stranger@example.com");
        var theirs = ((SaveOutcome.Saved)await _app.Get<AccountSettings>().CreateAsync(stranger.Id, "demo-bank", "Theirs", withWizard: false, Cancelled)).AccountId;
        await PaymentRows.StoreAsync(
            _app.Get<IDbContextFactory<ReconbankerDb>>(), _app.Get<MatchSettings>(), stranger.Id, theirs,
            [PaymentRows.Payment(theirs, "foreign-1", 12, "Foreign Person", TimeProvider.System.GetUtcNow())]);
        await _person.OpenAsync("/payments");
        var table = Page.GetByTestId("payments");
        await Expect(table.Locator("tbody tr")).ToHaveCountAsync(8);
        await Expect(table).Not.ToContainTextAsync("foreign-1");

        await Page.GetByLabel("Id, payer or reference").FillAsync("lopez");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new Regex(@"text=lopez"));
        await Expect(table.Locator("tbody tr")).ToHaveCountAsync(2);
        await table.GetByRole(AriaRole.Link, new() { Name = "garcia-1" }).ClickAsync();
        await Expect(Page.Locator("h1")).ToHaveTextAsync("garcia-1");
        await Expect(Page.GetByTestId("why")).ToContainTextAsync("More than one pairing fits equally well.");
        await _person.OpenAsync($"/payments/{PendingPayment.IdOf(theirs, "foreign-1", 1)}");
        await Expect(Page.GetByText("There is no such payment")).ToBeVisibleAsync();

        using var client = await _app.App.SignInAsync(DemoApp.Email);
        using var others = _app.App.NewClient();
        var lines = await LinesAsync(client, "?state=pending");
        lines[0].Should().StartWith("external_id,account,amount,currency,payer,reference,state");
        lines[1..].Should().HaveCount(3).And.OnlyContain(line => line.Contains(",pending,"));
        var all = await LinesAsync(client, "");
        all.Should().HaveCount(9).And.Contain(line => line.Contains("\"'=HYPERLINK(\"\"http://evil\"\")\""), "a name is no formula");
        (await client.GetStringAsync($"{PaymentsFile.Path}?account={theirs}", Cancelled)).Should().NotContain("foreign-1");
        using var refused = await others.GetAsync(PaymentsFile.Path, Cancelled);
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect);

        await Page.SetViewportSizeAsync(390, 844);
        foreach (var path in (string[])["/payments", "/to-decide", $"/payments/{IdOf("garcia-1")}", "/"])
        {
            await _person.OpenAsync(path);
            await Expect(Page.Locator("h1")).ToBeVisibleAsync();
            await Expect(Page.GetByTestId("summary").Or(table).Or(Entries.First).Or(Page.GetByTestId("why")).First).ToBeVisibleAsync();
            (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().Be(390, "of {0}", path);
        }
    }

    private static async Task<string[]> LinesAsync(HttpClient client, string query) => (await client.GetStringAsync(PaymentsFile.Path + query, Cancelled))
        .TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Guid IdOf(string externalId) => PendingPayment.IdOf(_accountId, externalId, 1);

    // Keys count once the page listens to them.
    private async Task OpenToDecideAsync()
    {
        await _person.OpenAsync("/to-decide");
        await Page.Locator("html[data-keys=deciding]").WaitForAsync();
    }

    private async Task GoToAsync(string externalId)
    {
        var id = $"entry-{IdOf(externalId):N}";
        var wanted = Page.Locator($"#{id}");
        await Expect(wanted).ToBeVisibleAsync();
        for (var i = 0; i < 20 && await wanted.GetAttributeAsync("aria-current") is null; i++)
        {
            // What was decided before may leave the queue only now, and with it the order changes.
            var way = await Page.EvaluateAsync<int>(
                "id => { const all = [...document.querySelectorAll('#queue > section')]; return all.findIndex(e => e.id === id) - all.findIndex(e => e.ariaCurrent); }", id);
            if (way == 0)
            {
                continue;
            }

            var former = await Current.First.GetAttributeAsync("id");
            await Page.Keyboard.PressAsync((way > 0, i % 2) switch { (true, 0) => "j", (true, _) => "ArrowDown", (_, 0) => "k", _ => "ArrowUp" });
            await Page.WaitForFunctionAsync("former => document.querySelector('#queue > section[aria-current]')?.id !== former", former);
        }

        await Expect(wanted).ToBeFocusedAsync();
    }

    /// <summary>One of each that waits, and what they wait for.</summary>
    private async Task StoreAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var today = DateOnly.FromDateTime(now.Date);
        var run = PaymentRows.Run(_accountId, now);
        var held = PaymentRows.Payment(_accountId, "held-1", 12, "=HYPERLINK(\"http://evil\")", now);
        held.State = PaymentState.Held;
        PendingPayment[] vanished = [PaymentRows.Payment(_accountId, "gone-1", 13, "Dan", now), PaymentRows.Payment(_accountId, "gone-2", 14, "Eve", now)];
        vanished[0].VanishHeldAt = vanished[1].VanishHeldAt = now;
        await PaymentRows.StoreAsync(_app.Get<IDbContextFactory<ReconbankerDb>>(), _app.Get<MatchSettings>(), _app.User.Id, _accountId,
        [
            run, held, .. vanished,
            PaymentRows.Payment(_accountId, "paid-1", 80, "Carl Sagan", now), PaymentRows.Transfer(_accountId, run.Id, 80, "CARL SAGAN", today, now),
            PaymentRows.Payment(_accountId, "garcia-1", 50, "Alice Lopez Garcia", now), PaymentRows.Payment(_accountId, "mendez-1", 50, "Alice Lopez Mendez", now),
            PaymentRows.Transfer(_accountId, run.Id, 50, "ALICE LOPEZ", today, now),
            PaymentRows.Payment(_accountId, "twice-1", 40, "Bruno Diaz", now),
            PaymentRows.Transfer(_accountId, run.Id, 40, "Bruno Diaz Lima", today, now), PaymentRows.Transfer(_accountId, run.Id, 40, "Bruno Diaz Rey", today, now),
            PaymentRows.Payment(_accountId, "unsure-1", 30, "Maria", now), PaymentRows.Transfer(_accountId, run.Id, 30, "Maria Soto", today, now),
            PaymentRows.Transfer(_accountId, run.Id, 33, "Soto Holding SA", today, now),
        ]);
        _app.Get<ActivityFeed>().Publish(_app.User.Id, _accountId, ActivityTopic.Payments);
    }
}
