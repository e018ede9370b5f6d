using AngleSharp.Dom;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

/// <summary>What holds for every customer who types a code into a page of the bank.</summary>
public sealed class CodeStepTests : IAsyncLifetime
{
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;
    private string _user = "sms";
    private string _path = "/login/code";

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

    /// <summary>A customer, where they type their code, and what their step is called.</summary>
    public static TheoryData<string, string, string> Customers { get; } = new()
    {
        { "sms", "/login/code", "sms" },
        { "sixbox", "/login/boxes", "sixbox" },
        { "popup", "/login/window/code", "sms" },
        { "trusted", "/login/device", "sms" },
    };

    private string Code => _demo.Site.Phone.LatestCode(_user)!;

    /// <summary>Six digits that are not the code.</summary>
    private string WrongCode => Code == "000000" ? "000001" : "000000";

    private CustomerCounts Counts => _demo.Site.Desk.Counts(_user);

    private async Task<IDocument> BeginAsync(string user, string path)
    {
        (_user, _path) = (user, path);
        await _visitor.LogInAsync(user);
        return await _visitor.OpenAsync(path);
    }

    private Task<IDocument> ConfirmAsync(string code) => _visitor.SubmitAsync(_path, ("code", code));

    private Task<IDocument> SendAgainAsync() => _visitor.SubmitAsync(_path + "/again");

    private async Task<bool> IsSignedInAsync() => (await _visitor.OpenAsync("/accounts")).IsSignedIn();

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task The_code_from_the_phone_completes_the_login(string user, string path, string step)
    {
        var page = await BeginAsync(user, path);
        page.Step().Should().Be(step);
        (await IsSignedInAsync()).Should().BeFalse("the password alone opens nothing");
        var phone = await _visitor.OpenAsync("/phone");

        await ConfirmAsync(phone.Find("sms-code")!.TextContent);

        (await IsSignedInAsync()).Should().BeTrue();
        Counts.Should().Be(new CustomerCounts(Attempts: 1, Logins: 1, SmsSent: 1));
    }

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works(string user, string path, string step)
    {
        await BeginAsync(user, path);

        var refused = await ConfirmAsync(WrongCode);

        refused.Alert().Should().Be("code-refused");
        refused.Step().Should().Be(step);
        await ConfirmAsync(Code);
        (await IsSignedInAsync()).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task The_third_wrong_code_ends_the_login(string user, string path, string step)
    {
        await BeginAsync(user, path);
        await ConfirmAsync(WrongCode);
        (await ConfirmAsync(WrongCode)).Step().Should().Be(step);

        await ConfirmAsync(WrongCode);

        await ConfirmAsync(Code);
        (await IsSignedInAsync()).Should().BeFalse();
        Counts.CodesRefused.Should().Be(3);
    }

    [Fact]
    public async Task Whoever_typed_three_wrong_codes_is_told_so_at_the_login_page()
    {
        await BeginAsync("sms", "/login/code");
        await ConfirmAsync(WrongCode);
        await ConfirmAsync(WrongCode);

        var page = await ConfirmAsync(WrongCode);

        page.Alert().Should().Be("code-refused");
        page.Find("login-form").Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task A_code_is_good_for_a_minute_and_a_new_one_after_that(string user, string path, string step)
    {
        await BeginAsync(user, path);
        _demo.Clock.Advance(TimeSpan.FromSeconds(60));

        var late = await ConfirmAsync(Code);
        late.Alert().Should().Be("code-expired");
        late.Step().Should().Be(step);
        (await SendAgainAsync()).Status().Should().Be("code-sent");
        _demo.Clock.Advance(TimeSpan.FromSeconds(59));

        await ConfirmAsync(Code);
        (await IsSignedInAsync()).Should().BeTrue();
        Counts.SmsSent.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task A_code_that_was_sent_before_another_is_no_longer_good(string user, string path, string step)
    {
        await BeginAsync(user, path);
        var first = Code;
        do
        {
            await SendAgainAsync();
        }
        while (Code == first);

        var page = await ConfirmAsync(first);

        (page.Alert(), page.Step()).Should().Be(("code-refused", step));
    }

    [Fact]
    public async Task A_code_opens_one_login_only()
    {
        await BeginAsync("sms", "/login/code");
        await ConfirmAsync(Code);
        var used = Code;
        do
        {
            await _visitor.LogInAsync("sms");
        }
        while (Code == used);

        (await ConfirmAsync(used)).Alert().Should().Be("code-refused");
    }

    [Fact]
    public async Task A_code_can_come_by_mail_instead_and_voids_the_one_of_the_sms()
    {
        var page = await BeginAsync("sms", "/login/code");
        page.Find("other-channel").Should().NotBeNull();
        var first = Code;
        do
        {
            page = await _visitor.SubmitAsync("/login/code/email");
        }
        while (Code == first);
        page.Find("other-channel").Should().BeNull("it came by mail already");

        (await ConfirmAsync(first)).Alert().Should().Be("code-refused");
        var mail = (await _visitor.OpenAsync("/phone")).Find("mail-code")!.TextContent;

        (await ConfirmAsync(mail)).IsSignedIn().Should().BeTrue();
        Counts.MailsSent.Should().BePositive();
        Counts.SmsSent.Should().Be(1);
    }

    [Fact]
    public async Task One_customers_code_page_is_not_anothers()
    {
        await BeginAsync("sixbox", "/login/code");

        var page = await _visitor.OpenAsync("/login/code");

        page.Step().Should().Be("sixbox");
        (await _visitor.SubmitAsync("/login/code", ("code", Code))).IsSignedIn().Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Customers))]
    public async Task Neither_codes_nor_passwords_are_logged_or_kept(string user, string path, string step)
    {
        await _visitor.LogInAsync(user, "pa55word-of-the-test");
        (await BeginAsync(user, path)).Step().Should().Be(step);
        await ConfirmAsync(WrongCode);
        var code = Code;
        await ConfirmAsync(code);

        await _demo.HasNoTraceOfAsync("pa55word", $"\"{code}\"");
        _demo.Log.Should().NotContain(line => line.Contains(code));
    }
}
