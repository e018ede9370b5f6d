using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.SignIn;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class InvitationPageTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly RunningApp _app = fixture.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Invitations Invitations => _app.Services.GetRequiredService<Invitations>();

    [Fact]
    public async Task An_invitation_lets_one_person_in_once()
    {
        var secret = await InviteAsync("ben@example.com");
        using var ben = _app.NewClient();
        using var other = _app.NewClient();

        using var accepted = await AcceptAsync(ben, "/invitation", secret);
        using var home = await ben.GetAsync("/", Cancellation);
        using var people = await ben.GetAsync("/settings/people", Cancellation);
        using var again = await AcceptAsync(other, "/invitation", secret);

        accepted.StatusCode.Should().Be(HttpStatusCode.Redirect);
        home.StatusCode.Should().Be(HttpStatusCode.OK);
        people.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        again.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await again.ReadProblemAsync()).Should().StartWith("This link has been used");
    }

    [Fact]
    public async Task A_refused_password_can_be_bettered_on_the_same_page()
    {
        var secret = await InviteAsync("eva@example.com");
        using var eva = _app.NewClient();

        using var refused = await AcceptAsync(eva, "/invitation", secret, "password1234");
        using var accepted = await AcceptAsync(eva, "/invitation", secret);

        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await refused.ReadProblemAsync()).Should().Contain("choose another");
        (await refused.Content.ReadAsStringAsync(Cancellation)).Should().Contain(secret);
        accepted.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_reset_lets_the_person_in_and_everybody_with_the_old_password_out()
    {
        var user = await _app.AddUserAsync("max@example.com");
        using var oldBrowser = await _app.SignInAsync("max@example.com");
        var link = await Invitations.ResetPasswordAsync(fixture.Administrator.Id, user.Id, Cancellation);
        using var max = _app.NewClient();

        using var accepted = await AcceptAsync(max, "/password-reset", link.Secret, "llueve en quito");
        using var oldCookie = await oldBrowser.GetAsync("/", Cancellation);
        using var newCookie = await max.GetAsync("/", Cancellation);
        using var oldPassword = await _app.NewClient().PostFormAsync(
            "/sign-in", ("Form.Email", "max@example.com"), ("Form.Password", RunningApp.Password));
        using var newPassword = await _app.NewClient().PostFormAsync(
            "/sign-in", ("Form.Email", "max@example.com"), ("Form.Password", "llueve en quito"));

        accepted.StatusCode.Should().Be(HttpStatusCode.Redirect);
        oldCookie.StatusCode.Should().Be(HttpStatusCode.Redirect);
        newCookie.StatusCode.Should().Be(HttpStatusCode.OK);
        oldPassword.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        newPassword.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Changing_ones_own_password_needs_the_current_one_and_keeps_one_signed_in()
    {
        await _app.AddUserAsync("leo@example.com");
        using var leo = await _app.SignInAsync("leo@example.com");

        using var wrong = await leo.PostFormAsync("/settings/password", ("Form.Current", "wrong"), ("Form.Password", "llueve en quito"));
        using var changed = await leo.PostFormAsync(
            "/settings/password", ("Form.Current", RunningApp.Password), ("Form.Password", "llueve en quito"));
        using var home = await leo.GetAsync("/", Cancellation);

        wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        changed.StatusCode.Should().Be(HttpStatusCode.OK);
        (await changed.Content.ReadAsStringAsync(Cancellation)).Should().Contain("Your password has been changed.");
        home.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_links_secret_stands_behind_the_hash_where_servers_and_logs_do_not_see_it()
    {
        var created = await Invitations.InviteAsync(fixture.Administrator.Id, "ida@example.com", Cancellation);

        var link = InvitationPage.LinkTo(_app.Address.ToString(), created.Should().BeOfType<InviteOutcome.Created>().Subject);

        var uri = new Uri(link);
        uri.PathAndQuery.Should().Be("/invitation");
        uri.Fragment.Should().MatchRegex("^#[0-9a-f]{64}$");
    }

    private async Task<string> InviteAsync(string email) =>
        (await Invitations.InviteAsync(fixture.Administrator.Id, email, Cancellation))
            .Should().BeOfType<InviteOutcome.Created>().Subject.Secret;

    private static Task<HttpResponseMessage> AcceptAsync(
        HttpClient client, string path, string secret, string password = RunningApp.Password) =>
        client.PostFormAsync(path, ("Form.Secret", secret), ("Form.Password", password));
}
