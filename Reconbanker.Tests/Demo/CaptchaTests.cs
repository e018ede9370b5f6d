using AngleSharp.Dom;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite.Customers.Captchas;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>What a person does who sees the pictures; their solutions are read from the site, as no page gives them away.</summary>
public sealed class CaptchaTests : IAsyncLifetime
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

    private Puzzle Puzzle => ((DragStep)_demo.Site.Desk.Sessions[^1].Step!).Captcha;
    private Letters Letters => ((ImageStep)_demo.Site.Desk.Sessions[^1].Step!).Captcha;

    private Task<IDocument> DragAsync(params IEnumerable<int> positions) =>
        _visitor.SubmitAsync("/login/puzzle", ("positions", string.Join(' ', positions)));

    private static IEnumerable<int> Way(int to) => Enumerable.Range(0, 11).Select(i => to * i / 10);

    private Task<IDocument> TypeAsync(string letters) => _visitor.SubmitAsync("/login/letters", ("letters", letters));

    [Theory]
    [InlineData(0)]
    [InlineData(-9)]
    [InlineData(9)]
    public async Task A_piece_let_go_over_its_hole_completes_the_login(int off)
    {
        (await _visitor.LogInAsync("drag")).Step().Should().Be("drag");

        (await DragAsync(Way(Puzzle.Solution + off))).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task A_piece_let_go_elsewhere_is_refused_and_another_puzzle_shown()
    {
        await _visitor.LogInAsync("drag");
        var before = Puzzle;

        var page = await DragAsync(Way(before.Solution + 10));

        (page.Step(), page.Alert()).Should().Be(("drag", "captcha-refused"));
        Puzzle.Should().NotBeSameAs(before);
        (await DragAsync(Way(Puzzle.Solution))).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task A_piece_that_jumps_into_its_hole_was_moved_by_no_person()
    {
        await _visitor.LogInAsync("drag");

        (await DragAsync(0, 0, Puzzle.Solution, Puzzle.Solution)).Alert().Should().Be("captcha-refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("x y z")]
    [InlineData("0 50 100 99999999999")]
    public async Task What_is_no_way_of_a_piece_is_refused(string positions)
    {
        await _visitor.LogInAsync("drag");

        (await _visitor.SubmitAsync("/login/puzzle", ("positions", positions))).Alert().Should().Be("captcha-refused");
    }

    [Fact]
    public async Task The_letters_of_the_picture_complete_the_login_in_capitals_or_not()
    {
        (await _visitor.LogInAsync("image")).Step().Should().Be("image");

        (await TypeAsync(Letters.Text.ToLowerInvariant())).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task Other_letters_are_refused_and_others_are_shown()
    {
        await _visitor.LogInAsync("image");
        var before = Letters;

        var page = await TypeAsync("0OO0OO");

        (page.Step(), page.Alert()).Should().Be(("image", "captcha-refused"));
        Letters.Should().NotBeSameAs(before);
        (await TypeAsync(Letters.Text)).IsSignedIn().Should().BeTrue();
    }

    [Theory]
    [InlineData("drag", "/login/puzzle", "positions")]
    [InlineData("image", "/login/letters", "letters")]
    public async Task The_third_wrong_answer_ends_the_login(string user, string path, string field)
    {
        await _visitor.LogInAsync(user);
        await _visitor.SubmitAsync(path, (field, "1"));
        (await _visitor.SubmitAsync(path, (field, "1"))).Step().Should().Be(user);

        var page = await _visitor.SubmitAsync(path, (field, "1"));

        page.Alert().Should().Be("captcha-refused");
        page.Find("login-form").Should().NotBeNull();
        _demo.Site.Desk.Counts(user).AnswersRefused.Should().Be(3);
    }

    [Theory]
    [InlineData("drag", "/login/puzzle/another")]
    [InlineData("image", "/login/letters/another")]
    public async Task Whoever_cannot_make_it_out_gets_another_one_for_nothing(string user, string path)
    {
        await _visitor.LogInAsync(user);

        var page = await _visitor.SubmitAsync(path);

        (page.Step(), page.Alert()).Should().Be((user, null));
        _demo.Site.Desk.Counts(user).AnswersRefused.Should().Be(0);
    }

    [Theory]
    [InlineData("drag", "/login/puzzle")]
    [InlineData("image", "/login/letters")]
    public async Task The_page_of_one_captcha_is_the_page_of_another_as_only_the_pictures_differ(string user, string path)
    {
        var one = await _visitor.LogInAsync(user);

        var another = await _visitor.SubmitAsync(path + "/another");

        another.DocumentElement.OuterHtml.Should().Be(one.DocumentElement.OuterHtml);
    }

    [Theory]
    [InlineData("drag", "/login/puzzle/picture", 560, 300)]
    [InlineData("drag", "/login/puzzle/piece", 100, 300)]
    [InlineData("image", "/login/letters/picture", 520, 160)]
    public async Task The_pictures_are_only_for_whoever_logs_in(string user, string path, int width, int height)
    {
        await _visitor.LogInAsync(user);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await _visitor.SendAsync(request);
        var file = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        (file[18] << 8 | file[19], file[22] << 8 | file[23]).Should().Be((width, height));

        using var stranger = _demo.Visit();
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var refused = await stranger.SendAsync(again);

        refused.StatusCode.Should().Be(System.Net.HttpStatusCode.NotFound);
    }
}
