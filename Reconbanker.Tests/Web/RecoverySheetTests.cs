using System.Net;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class RecoverySheetTests : IAsyncLifetime
{
    private const string Sheet = "/settings/recovery-sheet";

    private readonly LogRecorder _log = new();
    private RunningApp _app = null!;
    private string _key = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync("--SignIn:AttemptBurst=1000", "--Logging:LogLevel:Default=Debug", "--Logging:Console:LogLevel:Default=None");
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        _key = _app.Services.GetRequiredService<Vault>().WriteRecoveryText().Reveal();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task The_first_user_sees_it_at_once_and_confirms_it_by_its_last_group()
    {
        using var client = _app.NewClient();
        var code = _app.Services.GetRequiredService<SetupCode>().Printed;
        using (var made = await client.PostFormAsync($"/setup?code={code}", ("Form.Email", "ana@example.com"), ("Form.Password", RunningApp.Password)))
        {
            made.Headers.Location!.ToString().Should().EndWith(Sheet);
        }

        using var shown = await client.GetAsync(Sheet, Cancelled);
        var page = await shown.Content.ReadAsStringAsync(Cancelled);
        _key.Split('-').Should().AllSatisfy(group => page.Should().Contain(group));
        page.Should().Contain("data:image/png;base64,");
        shown.Headers.CacheControl!.NoStore.Should().BeTrue();

        using (var wrong = await client.PostFormAsync(Sheet, ("Kept.LastGroup", "0000")))
        {
            wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await wrong.ReadProblemAsync()).Should().Be("That is not the last group on the sheet.");
        }

        using (var kept = await client.PostFormAsync(Sheet, ("Kept.LastGroup", _key[^4..].ToLowerInvariant())))
        {
            kept.Headers.Location!.ToString().Should().EndWith("/");
        }

        // Once it is kept, it takes the password to see it again.
        (await client.GetStringAsync(Sheet, Cancelled)).Should().NotContain(_key[..9]).And.Contain("Type your password");
        await using var db = await _app.OpenDatabaseAsync();
        var known = await db.SealingKeys.AsNoTracking().SingleAsync(Cancelled);
        known.SheetKeptAt.Should().NotBeNull();
        known.SheetShownTo.Should().Be((await db.Users.SingleAsync(Cancelled)).Id);
        _log.Text.Should().Contain("was shown to user").And.NotContain(_key);
    }

    [Fact]
    public async Task Later_it_takes_the_password_of_an_administrator()
    {
        await _app.AddUserAsync("ana@example.com", isAdministrator: true);
        await _app.AddUserAsync("eva@example.com");
        using var administrator = await _app.SignInAsync("ana@example.com");
        using var member = await _app.SignInAsync("eva@example.com");

        (await member.GetAsync(Sheet, Cancelled)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await administrator.GetStringAsync(Sheet, Cancelled)).Should().NotContain(_key[..9]);
        using (var wrong = await administrator.PostFormAsync(Sheet, ("Show.Password", "not my password")))
        {
            wrong.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await wrong.Content.ReadAsStringAsync(Cancelled)).Should().NotContain(_key[..9]);
        }

        using var right = await administrator.PostFormAsync(Sheet, ("Show.Password", RunningApp.Password));
        (await right.Content.ReadAsStringAsync(Cancelled)).Should().Contain(_key.Split('-')[6]);
    }
}
