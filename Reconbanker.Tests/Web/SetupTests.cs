using System.Net;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.People;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class SetupTests : IAsyncLifetime
{
    private RunningApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Code => _app.Services.GetRequiredService<SetupCode>().Printed;

    public async ValueTask InitializeAsync() => _app = await RunningApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/settings/people")]
    [InlineData("/invitation")]
    public async Task While_there_is_no_user_every_page_leads_to_the_setup(string path)
    {
        using var client = _app.NewClient();

        using var answer = await client.GetAsync(path, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/setup");
    }

    [Fact]
    public async Task The_printed_code_makes_the_first_user_and_signs_them_in()
    {
        using var client = _app.NewClient();

        using var answer = await SetUpAsync(client, $"/setup?code={Code}");
        using var home = await client.GetAsync("/", Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        home.StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = await _app.OpenDatabaseAsync();
        (await db.Users.SingleAsync(Cancellation)).IsAdministrator.Should().BeTrue();
    }

    [Fact]
    public async Task After_that_the_setup_is_gone()
    {
        using var client = _app.NewClient();
        var form = await client.ReadFormAsync($"/setup?code={Code}");
        (await SetUpAsync(client, $"/setup?code={Code}")).Dispose();
        using var stranger = _app.NewClient();

        using var again = await stranger.GetAsync($"/setup?code={Code}", Cancellation);
        using var content = new FormUrlEncodedContent(form);
        using var posted = await stranger.PostAsync("/setup", content, Cancellation);

        again.Headers.Location!.ToString().Should().Be("/sign-in");
        posted.Headers.Location!.ToString().Should().Be("/sign-in");
    }

    [Fact]
    public async Task Two_who_send_the_form_at_once_make_one_user()
    {
        var clients = Enumerable.Range(0, 4).Select(_ => _app.NewClient()).ToList();

        var answers = await Task.WhenAll(clients.Select((client, i) => SetUpAsync(client, $"/setup?code={Code}", $"user{i}@example.com")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.Redirect);
        answers.Count(answer => answer.Headers.Location!.OriginalString.EndsWith("/sign-in", StringComparison.Ordinal)).Should().Be(3);
        await using var db = await _app.OpenDatabaseAsync();
        (await db.Users.CountAsync(Cancellation)).Should().Be(1);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_guessing_soon_stops()
    {
        using var client = _app.NewClient();
        var form = await client.ReadFormAsync("/setup");
        form["Form.Code"] = "AAAA-AAAA";
        form["Form.Email"] = "eve@example.com";
        form["Form.Password"] = RunningApp.Password;

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await client.PostAsync("/setup", content, Cancellation);
            statuses.Add(answer.StatusCode);
        }

        statuses[..10].Should().OnlyContain(status => status == HttpStatusCode.BadRequest);
        statuses[11].Should().Be(HttpStatusCode.TooManyRequests);
        (await _app.Services.GetRequiredService<FirstUser>().ExistsAsync(Cancellation)).Should().BeFalse();
    }

    private static Task<HttpResponseMessage> SetUpAsync(HttpClient client, string path, string email = "ana@example.com") =>
        client.PostFormAsync(path, ("Form.Email", email), ("Form.Password", RunningApp.Password));
}
