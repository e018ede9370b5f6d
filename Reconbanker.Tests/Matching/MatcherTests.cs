using FluentAssertions;
using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.Matching;
using Reconbanker.Core;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Matching.Names;
using Xunit;

namespace Reconbanker.Tests.Matching;

public sealed class MatcherTests
{
    private static readonly DateTimeOffset Registered = new(2024, 1, 10, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clear_pair_settles() => Outcome([Payment(1)], [Transfer(1, "LOPEZ ALICE"), Transfer(2, "Alice Lopez", amount: 50)]).Should().Be("1=1");

    [Theory]
    [InlineData("Alice Lopez", 50, "USD", -1)]
    [InlineData("Alice Lopez", 100.01, "USD", -1)]
    [InlineData("Alice Lopez", 100, "UYU", -1)]
    [InlineData("Completely Unrelated Counterparty", 100, "USD", -1)]
    [InlineData("Alice Lopez", 100, "USD", -40)]
    [InlineData("Alice Lopez", 100, "USD", -6)]
    [InlineData("Alice Lopez", 100, "USD", 5)]
    public void What_does_not_fit_is_left_alone(string sender, decimal amount, string currency, int day) =>
        Matcher.Decide([Payment(1)], [Transfer(1, sender, amount, currency, day)], new MatchRules()).Should().BeEmpty();

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(4)]
    public void A_transfer_may_be_five_days_early_and_late_until_the_payment_expires(int day) =>
        Outcome([Payment(1)], [Transfer(1, "Alice Lopez", day: day)]).Should().Be("1=1");

    [Fact]
    public void An_exact_name_beats_a_weaker_one() => Outcome([Payment(1)], [Transfer(1, "Alice L"), Transfer(2, "Alice Lopez")]).Should().Be("1=2");

    [Fact]
    public void A_name_beats_a_missing_one() => Outcome([Payment(1)], [Transfer(1, null), Transfer(2, "Alice Lopez")]).Should().Be("1=2");

    [Fact]
    public void Two_people_who_fit_equally_are_ambiguous() =>
        Outcome([Payment(1, "Alice Lopez")], [Transfer(1, "Alice Lopez Garcia"), Transfer(2, "Alice Lopez Mendez")]).Should().Be("1?1,2");

    [Fact]
    public void Names_say_which_is_which_of_equal_amounts() =>
        Outcome([Payment(1, "Juan Perez"), Payment(2, "Juan Perez Gomez")], [Transfer(1, "JUAN PEREZ GOMEZ"), Transfer(2, "PEREZ JUAN")]).Should().Be("1=2 2=1");

    [Fact]
    public void Equal_payments_settle_the_oldest_first_and_say_so()
    {
        var decisions = Matcher.Decide([Payment(2, day: 1), Payment(1)], [Transfer(1, "ALICE LOPEZ")], new MatchRules());

        decisions.Should().ContainSingle().Which.PaymentId.Should().Be(Id(1));
        decisions[0].Candidates[0].Reasons.Should().Contain(MatchReason.Interchangeable);
    }

    [Fact]
    public void Equal_payments_are_asked_about_where_the_account_wishes_it() =>
        Outcome([Payment(1), Payment(2)], [Transfer(1, "ALICE LOPEZ")], new MatchRules { AskForInterchangeable = true }).Should().Be("1?1 2?1");

    [Fact]
    public void A_reference_tells_equal_payments_apart() => Outcome(
        [Payment(1, reference: "INV-77"), Payment(2, reference: "INV-78")],
        [Transfer(1, "ALICE LOPEZ", text: "pago inv 78"), Transfer(2, "ALICE LOPEZ", text: "pago inv-77")]).Should().Be("1=2 2=1");

    [Fact]
    public void A_reference_settles_what_somebody_else_pays() => Outcome([Payment(1, reference: "F-4471")], [Transfer(1, "Bob Charlie", text: "F 4471")]).Should().Be("1=1");

    [Fact]
    public void A_part_of_a_number_is_no_reference() =>
        Matcher.Decide([Payment(1, reference: "123")], [Transfer(1, "Bob Charlie", text: "OP 991234")], new MatchRules()).Should().BeEmpty();

    [Fact]
    public void A_sender_in_the_text_is_a_sender() => Outcome([Payment(1)], [Transfer(1, null, text: "TRANSF DE ALICE LOPEZ 88120")]).Should().Be("1=1");

    [Theory]
    [InlineData(true, "1=1")]
    [InlineData(false, "1~1")]
    public void A_missing_name_settles_only_where_it_is_allowed(bool isAllowed, string outcome) =>
        Outcome([Payment(1)], [Transfer(1, null)], new MatchRules { AllowNameless = isAllowed }).Should().Be(outcome);

    [Fact]
    public void A_missing_name_settles_nothing_where_something_else_fits() =>
        Outcome([Payment(1), Payment(2, "Bob Charlie")], [Transfer(1, null)]).Should().Be("1~1 2~1");

    [Fact]
    public void A_first_name_alone_is_only_suggested() => Outcome([Payment(1, "Juan")], [Transfer(1, "Juan Gomez Rivera")]).Should().Be("1~1");

    [Fact]
    public void What_a_person_rejected_is_not_found_again() => Outcome(
        [Payment(1)], [Transfer(1, "Alice Lopez"), Transfer(2, "Alice Lopez", day: 1)],
        new MatchRules { Rejected = new HashSet<(Guid, Guid)> { (Id(1), Id(1)) } }).Should().Be("1=2");

    [Fact]
    public void The_order_in_which_they_are_given_changes_nothing()
    {
        var (random, names) = (new Random(11), new NamePairs(11));
        for (var i = 0; i < 200; i++)
        {
            var day = AccountDay.New(names, random);
            var (payments, transactions) = (day.Payments.ToArray(), day.Transactions.ToArray());
            var decisions = Matcher.Decide(payments, transactions, new MatchRules());

            random.Shuffle(payments);
            random.Shuffle(transactions);
            Matcher.Decide(payments, transactions, new MatchRules()).Should().BeEquivalentTo(decisions, options => options.WithStrictOrdering());
            decisions.Where(d => d.Outcome == MatchOutcome.Settled).Select(d => d.Candidates[0].TransactionId).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public async Task Settlements_are_right_by_the_goals_of_the_bench()
    {
        var result = await new MatchingSuite().RunAsync(new SuiteOptions { Cases = 500, Seed = 3 }, TextWriter.Null, TestContext.Current.CancellationToken);

        result.Failure.Should().BeNull();
    }

    /// <summary>"1=2" settles, "1?2,3" is ambiguous, "1~2" is suggested.</summary>
    private static string Outcome(OpenPayment[] payments, FreeTransaction[] transactions, MatchRules? rules = null) => string.Join(
        ' ', Matcher.Decide(payments, transactions, rules ?? new MatchRules()).Select(d => d.Outcome switch
        {
            MatchOutcome.Settled => $"{Number(d.PaymentId)}={Number(d.Candidates[0].TransactionId)}",
            MatchOutcome.Ambiguous => $"{Number(d.PaymentId)}?{string.Join(',', d.Candidates.Select(c => Number(c.TransactionId)))}",
            _ => $"{Number(d.PaymentId)}~{string.Join(',', d.Candidates.Select(c => Number(c.TransactionId)))}",
        }));

    private static OpenPayment Payment(int number, string? payer = "Alice Lopez", string? reference = null, int day = 0) =>
        new(Id(number), new Money(100, "USD"), PayerName.Parse(payer), Registered.AddDays(day), Registered.AddDays(day + 5)) { Reference = reference };

    private static FreeTransaction Transfer(int number, string? sender, decimal amount = 100, string currency = "USD", int day = -1, string? text = null) =>
        new(Id(number), new Money(amount, currency), PayerName.Parse(sender), Registered.AddDays(day)) { Text = text };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static int Number(Guid id) => BitConverter.ToInt32(id.ToByteArray());
}
