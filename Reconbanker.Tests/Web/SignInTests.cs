using System.Net;
using System.Net.Http.Json;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Security;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class SignInTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly RunningApp _app = fixture.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_opens_the_app()
    {
        using var client = await _app.SignInAsync(AppFixture.AdministratorEmail);

        using var home = await client.GetAsync("/", Cancellation);

        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var client = _app.NewClient();

        using var answer = await SignInAsync(client, AppFixture.AdministratorEmail, RunningApp.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("reconbanker=", StringComparison.Ordinal));
        cookie.ToLowerInvariant().Should().Contain("httponly").And.Contain("samesite=lax").And.NotContain("secure");
    }

    [Fact]
    public async Task An_unknown_email_and_a_wrong_password_get_the_same_answer()
    {
        using var client = _app.NewClient();

        using var wrong = await SignInAsync(client, AppFixture.AdministratorEmail, "wrong wrong wrong");
        using var unknown = await SignInAsync(client, "nobody@example.com", RunningApp.Password);

        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        unknown.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await wrong.ReadProblemAsync()).Should().Be("That e-mail and password do not match.");
        (await unknown.ReadProblemAsync()).Should().Be("That e-mail and password do not match.");
    }

    [Theory]
    [InlineData("/settings/people", "/settings/people")]
    [InlineData("/accounts?x=1", "/accounts?x=1")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.example", "/")]
    public async Task Signing_in_leads_back_but_never_to_another_site(string returnUrl, string expected)
    {
        using var client = _app.NewClient();

        using var answer = await client.PostFormAsync(
            $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}",
            ("Form.Email", AppFixture.AdministratorEmail),
            ("Form.Password", RunningApp.Password));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        new Uri(_app.Address, answer.Headers.Location!).Should().Be(new Uri(_app.Address, expected));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = _app.NewClient();
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["Form.Email"] = AppFixture.AdministratorEmail,
            ["Form.Password"] = RunningApp.Password,
        });

        using var answer = await client.PostAsync("/sign-in", content, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("The form is out of date");
    }

    [Fact]
    public async Task Signing_out_needs_the_forms_token_and_ends_the_session_for_copies_of_the_cookie_too()
    {
        using var client = _app.NewClient();
        using var signedIn = await SignInAsync(client, AppFixture.AdministratorEmail, RunningApp.Password);
        using var copy = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _app.Address };
        copy.DefaultRequestHeaders.Add(
            "Cookie", signedIn.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).Append("x=y"));
        copy.DefaultRequestHeaders.Add("Accept", "text/html");
        using var before = await copy.GetAsync("/", Cancellation);

        using var forged = await client.PostAsync("/sign-out", content: null, Cancellation);
        using var stillIn = await client.GetAsync("/", Cancellation);
        using var signedOut = await client.PostAsync("/sign-out", new FormUrlEncodedContent(await client.ReadFormAsync("/")), Cancellation);
        using var after = await client.GetAsync("/", Cancellation);
        using var copied = await copy.GetAsync("/", Cancellation);

        before.StatusCode.Should().Be(HttpStatusCode.OK);
        forged.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        stillIn.StatusCode.Should().Be(HttpStatusCode.OK);
        signedOut.Headers.Location!.ToString().Should().Be("/sign-in");
        after.StatusCode.Should().Be(HttpStatusCode.Redirect);
        copied.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_program_signs_in_with_json_alone()
    {
        using var client = _app.NewClient();
        var right = new { Email = AppFixture.AdministratorEmail, RunningApp.Password };
        using var form = new FormUrlEncodedContent([new("email", AppFixture.AdministratorEmail), new("password", RunningApp.Password)]);

        using var asForm = await client.PostAsync("/api/sign-in", form, Cancellation);
        using var stillOut = await client.GetAsync("/", Cancellation);
        using var wrong = await client.PostAsJsonAsync("/api/sign-in", right with { Password = "wrong" }, Cancellation);
        using var accepted = await client.PostAsJsonAsync("/api/sign-in", right, Cancellation);
        using var home = await client.GetAsync("/", Cancellation);

        asForm.Headers.Contains("Set-Cookie").Should().BeFalse();
        stillOut.StatusCode.Should().Be(HttpStatusCode.Redirect);
        wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        accepted.StatusCode.Should().Be(HttpStatusCode.OK);
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public void An_address_that_is_no_path_of_this_site_leads_home()
    {
        LocalUrl.OrHome(null).Should().Be("/");
        LocalUrl.OrHome("").Should().Be("/");
        LocalUrl.OrHome("accounts").Should().Be("/");
        LocalUrl.OrHome("/accounts").Should().Be("/accounts");
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string email, string password) =>
        client.PostFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", password));
}
