using System.Collections.Immutable;
using FluentAssertions;
using Reconbanker.Core.Drivers;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>Transfers from the panel: of two currencies, settled later, and those that arrive by themselves.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private const string Number = "004-900100-5";
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(Token);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private BankAccount Account => _demo.Site.Ledger.Accounts.Single(a => a.Number == Number);

    private ImmutableList<LedgerRow> Received => _demo.Site.Ledger.Received(Account);

    [Fact]
    public async Task An_account_of_two_currencies_can_be_paid_in_either()
    {
        await SendAsync(account: Number);
        await SendAsync(account: $"{Number} UYU");

        var panel = await _visitor.OpenAsync("/demo");

        _demo.Site.Ledger.Statement(Account).Take(2).Select(l => l.Currency).Should().Equal("UYU", "USD");
        panel.QuerySelectorAll($"form[action='/demo/transfers'] option[value^='{Number}']").Select(o => o.GetAttribute("value"))
            .Should().Equal(Number, $"{Number} UYU");
    }

    [Theory]
    [InlineData("account", "004-900100-5 EUR", "Account")]
    [InlineData("account", "000", "Account")]
    [InlineData("payer", " ", "Payer")]
    [InlineData("text", "", "Text")]
    [InlineData("amount", "1.005", "Amount")]
    [InlineData("state", "maybe", "State")]
    public async Task A_transfer_that_makes_no_sense_is_refused_with_the_field(string field, string value, string named)
    {
        var values = new Dictionary<string, string>
        {
            ["account"] = Number,
            ["payer"] = "Inés",
            ["amount"] = "5",
            ["text"] = "Order",
            ["state"] = "booked",
            [field] = value,
        };

        var panel = await _visitor.SubmitAsync("/demo/transfers", [.. values.Select(v => (v.Key, v.Value))]);

        panel.QuerySelector("[role=alert]")!.TextContent.Should().StartWith(named);
        Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData("booked", BookingState.Booked)]
    [InlineData("reversed", BookingState.Reversed)]
    public async Task A_pending_transfer_can_be_settled_once(string state, BookingState expected)
    {
        await SendAsync(state: "pending");
        (await _visitor.OpenAsync("/demo")).QuerySelectorAll("[data-testid=pending] li").Should().ContainSingle();

        await _visitor.SubmitAsync("/demo/transfers/settle", ("account", Number), ("position", "0"), ("state", state));
        var again = await _visitor.SubmitAsync("/demo/transfers/settle", ("account", Number), ("position", "0"), ("state", "booked"));

        Received.Should().ContainSingle().Which.State.Should().Be(expected);
        again.QuerySelector("[role=alert]")!.TextContent.Should().Contain("not pending");
        again.Find("pending").Should().BeNull();
    }

    [Fact]
    public async Task Transfers_arrive_by_themselves_at_the_chosen_pace_until_they_are_switched_off()
    {
        await PaceAsync("30");
        await ArrivedAsync(1, after: 30);
        await ArrivedAsync(2, after: 30);
        _demo.Clock.Advance(TimeSpan.FromSeconds(29));

        await PaceAsync("0");
        _demo.Clock.Advance(TimeSpan.FromMinutes(5));

        Received.Should().HaveCount(2).And.OnlyContain(r => r.State == BookingState.Booked && r.Amount > 0);
        Received.Select(r => r.Document).Should().OnlyHaveUniqueItems();
        _demo.Site.Arrivals.Plan.Should().BeNull();
    }

    [Fact]
    public async Task The_same_transfers_arrive_wherever_the_demo_is_started()
    {
        await PaceAsync("5");
        await ArrivedAsync(1, after: 5);
        await using var other = await RunningDemo.StartAsync(Token);

        await other.Site.Arrivals.FollowAsync(new ArrivalPlan(Account, TimeSpan.FromSeconds(5)));
        other.Clock.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => other.Site.Ledger.Received(Account).Count == 1);

        other.Site.Ledger.Received(Account).Should().Equal(Received);
    }

    [Fact]
    public async Task A_reset_stops_them_and_so_does_a_restart()
    {
        await PaceAsync("120");
        (await _visitor.OpenAsync("/demo")).QuerySelector("select[name=pace] option[selected]")!.GetAttribute("value").Should().Be("120");

        await _visitor.SubmitAsync("/demo/reset");

        _demo.Site.Arrivals.Plan.Should().BeNull();
        await PaceAsync("120");
        await _demo.StopAsync(Token);
        await using var restarted = await RunningDemo.StartAsync(Token, _demo.Folder);
        restarted.Site.Arrivals.Plan.Should().BeNull();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("fast")]
    public async Task Another_pace_is_refused(string pace)
    {
        var panel = await PaceAsync(pace);

        panel.QuerySelector("[role=alert]")!.TextContent.Should().Contain("5, 30 or 120");
    }

    [Fact]
    public async Task The_panel_says_how_old_the_movements_are_and_a_reset_makes_them_new()
    {
        _demo.Clock.Advance(TimeSpan.FromDays(7));
        (await _visitor.OpenAsync("/demo")).QuerySelector("#transfers")!.TextContent.Should().Contain("as of 10/03/2026");

        await _visitor.SubmitAsync("/demo/reset");

        (await _visitor.OpenAsync("/demo")).QuerySelector("#transfers")!.TextContent.Should().Contain("as of 17/03/2026");
        _demo.Site.Ledger.Statement(Account)[0].Row.BookedOn.Should().Be(new DateOnly(2026, 3, 17));
    }

    private async Task ArrivedAsync(int count, int after)
    {
        _demo.Clock.Advance(TimeSpan.FromSeconds(after));
        await Until.TrueAsync(() => Received.Count == count);
    }

    private Task<AngleSharp.Dom.IDocument> PaceAsync(string pace) =>
        _visitor.SubmitAsync("/demo/arrivals", ("account", Number), ("pace", pace));

    private Task<AngleSharp.Dom.IDocument> SendAsync(string account = Number, string state = "booked") => _visitor.SubmitAsync(
        "/demo/transfers", ("account", account), ("payer", "Inés"), ("amount", "5"), ("text", "Order"), ("state", state));
}
