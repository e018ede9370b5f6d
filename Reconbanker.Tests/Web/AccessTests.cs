using System.Net;
using System.Reflection;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components;
using Reconbanker.Web.Components.Help;
using Reconbanker.Web.Components.SignIn;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class AccessTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly Type[] OpenToStrangers = [typeof(SignInPage), typeof(InvitationPage), typeof(ProblemPage), typeof(GoPage)];

    private readonly RunningApp _app = fixture.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Every address of every page, with something in the place of its parameters.</summary>
    public static TheoryData<string> PagesForPeopleWhoAreSignedIn()
    {
        var pages = typeof(App).Assembly.GetTypes()
            .Where(type => !OpenToStrangers.Contains(type) && type != typeof(SetupPage))
            .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => string.Join('/', route.Template.Split('/').Select(part => part switch
            {
                _ when part.Contains(":guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
                ['{', ..] => "1",
                _ => part,
            })));
        return new TheoryData<string>(pages);
    }

    [Theory]
    [MemberData(nameof(PagesForPeopleWhoAreSignedIn))]
    public async Task A_page_leads_strangers_to_the_sign_in(string path)
    {
        using var stranger = _app.NewClient();

        using var answer = await stranger.GetAsync(path, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location.Should().Be(new Uri(_app.Address, $"/sign-in?returnUrl={Uri.EscapeDataString(path)}"));
    }

    [Theory]
    [InlineData("/hubs/events/negotiate")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/api/nothing")]
    public async Task A_program_that_is_not_signed_in_is_told_so(string path)
    {
        using var stranger = _app.NewClient();
        stranger.DefaultRequestHeaders.Accept.Clear();

        using var answer = await stranger.PostAsync(path, content: null, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/Reconbanker.Web.styles.css")]
    [InlineData("/app.css")]
    [InlineData("/Components/SignIn/InvitationPage.razor.js")]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/sign-in")]
    [InlineData("/invitation")]
    [InlineData("/password-reset")]
    [InlineData("/go")]
    [InlineData("/Components/Help/GoPage.razor.js")]
    public async Task What_strangers_need_is_open_to_them(string path)
    {
        using var stranger = _app.NewClient();

        using var answer = await stranger.GetAsync(path, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task An_address_where_nothing_is_gets_a_page_that_says_so()
    {
        using var client = await _app.SignInAsync(AppFixture.AdministratorEmail);

        using var answer = await client.GetAsync("/nothing/here", Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("There is nothing here");
    }

    [Fact]
    public async Task Readiness_is_lost_with_the_database_and_liveness_is_not()
    {
        await using var app = await RunningApp.StartAsync(
            "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None");
        using var client = app.NewClient();
        using var before = await client.GetAsync("/health/ready", Cancellation);

        await LoseDatabaseAsync(app);
        using var ready = await client.GetAsync("/health/ready", Cancellation);
        using var live = await client.GetAsync("/health", Cancellation);

        before.StatusCode.Should().Be(HttpStatusCode.OK);
        ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        live.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_in_a_plain_sentence_without_details()
    {
        await using var app = await RunningApp.StartAsync(
            "--environment=Development", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None",
            "--Logging:LogLevel:Microsoft.AspNetCore=None", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None");
        await app.AddUserAsync("ana@example.com");
        using var client = app.NewClient();
        var form = await client.ReadFormAsync("/sign-in");
        await LoseDatabaseAsync(app);

        using var content = new FormUrlEncodedContent(form);
        using var answer = await client.PostAsync("/sign-in", content, Cancellation);

        answer.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync(Cancellation)).Should().Contain("Something went wrong").And.NotContain("Sqlite");
    }

    private static async Task LoseDatabaseAsync(RunningApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        File.Delete(db.Database.GetDbConnection().DataSource);
    }
}
