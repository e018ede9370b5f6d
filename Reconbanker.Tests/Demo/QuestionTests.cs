using AngleSharp.Dom;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.BankSite.Customers.Questions;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>Coordinates of a card, and details to be confirmed: what the phone shows is what the bank wants.</summary>
public sealed class QuestionTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    /// <summary>Presses keys of the pad that a page shows.</summary>
    private static string Press(IDocument page, string digits)
    {
        var keys = page.QuerySelectorAll(".pad button[data-place]").ToDictionary(k => k.TextContent, k => k.GetAttribute("data-place")!);
        return string.Concat(digits.Select(d => keys[d.ToString()]));
    }

    /// <summary>What the card on the phone says at the coordinates that a page asks for.</summary>
    private async Task<List<string>> NumbersAsync(IDocument page)
    {
        var card = (await _visitor.OpenAsync("/phone")).Find("card")!;
        var coordinates = page.QuerySelectorAll(".coordinates label").Select(l => l.TextContent);
        return [.. coordinates.Select(c => card.QuerySelector($"[data-coordinate={c}]")!.TextContent)];
    }

    /// <param name="change">What is entered in place of the card's number.</param>
    private async Task<IDocument> AnswerAsync(IDocument page, Func<string, string>? change = null)
    {
        var places = (await NumbersAsync(page)).Select(number => ("places", Press(page, change?.Invoke(number) ?? number)));
        return await _visitor.SubmitAsync("/login/card", [.. places]);
    }

    private static string Another(string number) => number == "00" ? "01" : "00";

    private Task<IDocument> ConfirmAsync(string branch = "CiudadVieja", string born = "1984-03-14", string notices = "Mail") =>
        _visitor.SubmitAsync("/login/details", ("branch", branch), ("born", born), ("notices", notices));

    [Fact]
    public async Task The_numbers_of_the_card_on_the_phone_complete_the_login()
    {
        var page = await _visitor.LogInAsync("grid");
        page.Step().Should().Be("grid");
        page.QuerySelectorAll(".coordinates label").Select(l => l.TextContent).Should().HaveCount(3).And.OnlyHaveUniqueItems();

        (await AnswerAsync(page)).IsSignedIn().Should().BeTrue();

        _demo.Site.Desk.Counts("grid").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1));
    }

    [Fact]
    public async Task The_pad_is_another_one_each_time_and_its_fields_take_no_keys()
    {
        var page = await _visitor.LogInAsync("grid");
        var asked = page.QuerySelector(".coordinates")!.TextContent;
        page.QuerySelectorAll(".coordinates input:not([type=hidden])").Should().OnlyContain(i => i.HasAttribute("readonly"));
        var pads = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            page = await _visitor.OpenAsync("/login/card");
            page.QuerySelector(".coordinates")!.TextContent.Should().Be(asked);
            pads.Add(page.QuerySelector(".pad")!.TextContent);
        }

        pads.Distinct().Should().HaveCountGreaterThan(1);
    }

    [Fact]
    public async Task Keys_of_an_earlier_pad_mean_something_else()
    {
        var before = await _visitor.LogInAsync("grid");
        var numbers = await NumbersAsync(before);
        IDocument after;
        do
        {
            // A shuffle may leave a digit where it was.
            after = await _visitor.OpenAsync("/login/card");
        }
        while (numbers.Any(n => Press(before, n) == Press(after, n)));

        var page = await _visitor.SubmitAsync("/login/card", [.. numbers.Select(n => ("places", Press(before, n)))]);

        page.Alert().Should().Be("answers-refused");
    }

    [Fact]
    public async Task The_third_wrong_number_ends_the_login()
    {
        var page = await _visitor.LogInAsync("grid");
        for (var wrong = 1; wrong < 3; wrong++)
        {
            page = await AnswerAsync(page, Another);
            (page.Step(), page.Alert()).Should().Be(("grid", "answers-refused"));
        }

        page = await AnswerAsync(page, Another);

        page.Alert().Should().Be("answers-refused");
        page.Find("login-form").Should().NotBeNull();
        _demo.Site.Desk.Counts("grid").AnswersRefused.Should().Be(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x?")]
    [InlineData("0123456789")]
    public async Task Whatever_else_is_sent_is_refused(string places)
    {
        await _visitor.LogInAsync("grid");

        (await _visitor.SubmitAsync("/login/card", ("places", places))).Alert().Should().Be("answers-refused");
    }

    [Fact]
    public async Task The_card_stays_the_same_until_a_reset()
    {
        async Task<string> CardAsync() => (await _visitor.OpenAsync("/phone")).Find("card")!.TextContent;
        var before = await CardAsync();
        await AnswerAsync(await _visitor.LogInAsync("grid"));
        (await CardAsync()).Should().Be(before);

        await _visitor.SubmitAsync("/demo/reset");

        (await CardAsync()).Should().NotBe(before);
    }

    [Fact]
    public async Task The_details_on_the_phone_complete_the_login()
    {
        var page = await _visitor.LogInAsync("choice");
        page.Step().Should().Be("choice");
        page.QuerySelector("form[data-confirm]").Should().NotBeNull("the browser asks before it sends");
        var details = (await _visitor.OpenAsync("/phone")).Find("details")!.TextContent;
        details.Should().Contain(CustomerDetails.NameOf(Branch.CiudadVieja)).And.Contain("14/03/1984").And.Contain("E-mail");

        (await ConfirmAsync()).IsSignedIn().Should().BeTrue();
    }

    [Theory]
    [InlineData("Centro", "1984-03-14", "Mail")]
    [InlineData("CiudadVieja", "1984-03-15", "Mail")]
    [InlineData("CiudadVieja", "1984-03-14", "Post")]
    [InlineData("", "", "")]
    [InlineData("CiudadVieja", "14/03/1984", "Mail")]
    public async Task A_wrong_detail_is_refused_and_the_right_ones_still_work(string branch, string born, string notices)
    {
        await _visitor.LogInAsync("choice");

        var refused = await ConfirmAsync(branch, born, notices);

        (refused.Step(), refused.Alert()).Should().Be(("choice", "answers-refused"));
        (await ConfirmAsync()).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task Wrong_details_for_the_third_time_end_the_login()
    {
        await _visitor.LogInAsync("choice");
        await ConfirmAsync("Salto");
        await ConfirmAsync("Salto");

        var page = await ConfirmAsync("Salto");

        page.Alert().Should().Be("answers-refused");
        page.Find("login-form").Should().NotBeNull();
        (await ConfirmAsync()).IsSignedIn().Should().BeFalse();
    }
}
