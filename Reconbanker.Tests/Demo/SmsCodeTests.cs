using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class SmsCodeTests : IAsyncLifetime
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

    private string Code => _demo.Site.Phone.LatestCode("sms")!;

    /// <summary>Six digits that are not the code.</summary>
    private string WrongCode => Code == "000000" ? "000001" : "000000";

    private Task<AngleSharp.Dom.IDocument> ConfirmAsync(string code) => _visitor.SubmitAsync("/login/code", ("code", code));

    [Fact]
    public async Task The_code_from_the_phone_completes_the_login()
    {
        var page = await _visitor.LogInAsync("sms");
        page.Find("code-form").Should().NotBeNull();
        (await _visitor.OpenAsync("/accounts")).IsSignedIn().Should().BeFalse("the password alone opens nothing");
        var phone = await _visitor.OpenAsync("/phone");

        var signedIn = await ConfirmAsync(phone.Find("sms-code")!.TextContent);

        signedIn.IsSignedIn().Should().BeTrue();
        _demo.Site.Desk.Counts("sms").Should().Be(new CustomerCounts(Attempts: 1, Logins: 1, SmsSent: 1));
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works()
    {
        await _visitor.LogInAsync("sms");

        (await ConfirmAsync(WrongCode)).Alert().Should().Be("code-refused");

        (await ConfirmAsync(Code)).IsSignedIn().Should().BeTrue();
    }

    [Fact]
    public async Task The_third_wrong_code_ends_the_login()
    {
        await _visitor.LogInAsync("sms");
        await ConfirmAsync(WrongCode);
        await ConfirmAsync(WrongCode);

        var page = await ConfirmAsync(WrongCode);

        page.Alert().Should().Be("code-refused");
        page.Find("login-form").Should().NotBeNull();
        (await ConfirmAsync(Code)).IsSignedIn().Should().BeFalse();
        _demo.Site.Desk.Counts("sms").CodesRefused.Should().Be(3);
    }

    [Fact]
    public async Task A_code_is_good_for_a_minute_and_a_new_one_after_that()
    {
        await _visitor.LogInAsync("sms");
        _demo.Clock.Advance(TimeSpan.FromSeconds(60));

        (await ConfirmAsync(Code)).Alert().Should().Be("code-expired");
        (await _visitor.SubmitAsync("/login/code/again")).Status().Should().Be("code-sent");
        _demo.Clock.Advance(TimeSpan.FromSeconds(59));

        (await ConfirmAsync(Code)).IsSignedIn().Should().BeTrue();
        _demo.Site.Desk.Counts("sms").SmsSent.Should().Be(2);
    }

    [Fact]
    public async Task A_code_that_was_sent_before_another_is_no_longer_good()
    {
        await _visitor.LogInAsync("sms");
        var first = Code;
        do
        {
            await _visitor.SubmitAsync("/login/code/again");
        }
        while (Code == first);

        (await ConfirmAsync(first)).Alert().Should().Be("code-refused");
    }

    [Fact]
    public async Task A_code_opens_one_login_only()
    {
        await _visitor.LogInAsync("sms");
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
    public async Task Neither_codes_nor_passwords_are_logged_or_kept()
    {
        await _visitor.LogInAsync("sms", "pa55word-of-the-test");
        await ConfirmAsync(WrongCode);
        var code = Code;
        await ConfirmAsync(code);

        _demo.Log.Should().NotBeEmpty().And.NotContain(line => line.Contains("pa55word") || line.Contains(code));
        foreach (var file in Directory.EnumerateFiles(_demo.Folder, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            text.Should().NotContain("pa55word").And.NotContain($"\"{code}\"");
        }
    }
}
