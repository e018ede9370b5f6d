using System.Net;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo;
using Xunit;

namespace Reconbanker.Tests.Web;

/// <summary>The keys of cookies are gone: everybody signs in again, and that is all.</summary>
public sealed class KeyRingLossTests
{
    private const string Email = "ana@example.com";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Losing_the_cookie_key_ring_signs_people_out_and_harms_nothing_else()
    {
        await using var app = await RunningApp.StartAsync("--SignIn:AttemptBurst=1000");
        var user = await app.AddUserAsync(Email, isAdministrator: true);
        var settings = app.Services.GetRequiredService<AccountSettings>();
        var account = ((SaveOutcome.Saved)await settings.CreateAsync(user.Id, DemoServices.BankCode, "Main", withWizard: false, Cancelled)).AccountId;
        await settings.SaveCredentialsAsync(user.Id, account, "ana", "Tr0ub4dor-and-3-canaries", Cancelled);
        using var client = await app.SignInAsync(Email);
        var oldForm = await client.ReadFormAsync("/settings/password");

        await app.RestartAsync(() =>
        {
            Directory.Delete(Path.Combine(app.Folder, "keys", "ring"), recursive: true);
            return Task.CompletedTask;
        });

        foreach (var path in (string[])["/", "/accounts", "/deliveries", "/settings", "/settings/people", "/settings/security", "/settings/password", "/settings/recovery-sheet"])
        {
            using var answer = await client.GetAsync(path, Cancelled);
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect, path);
            answer.Headers.Location!.ToString().Should().Contain("/sign-in");
        }

        // Forms and circuits that were opened before.
        foreach (var path in (string[])["/settings/password", "/sign-in", "/sign-out", "/settings/recovery-sheet"])
        {
            using var content = new FormUrlEncodedContent(oldForm);
            using var answer = await client.PostAsync(path, content, Cancelled);
            ((int)answer.StatusCode).Should().BeLessThan(500, path);
        }

        foreach (var path in (string[])["/_blazor/negotiate?negotiateVersion=1", "/hubs/events/negotiate?negotiateVersion=1"])
        {
            using var answer = await client.PostAsync(path, null, Cancelled);
            ((int)answer.StatusCode).Should().BeLessThan(500, path);
        }

        // The very same browser, with its old cookies, signs in again.
        using (var answer = await client.PostFormAsync("/sign-in", ("Form.Email", Email), ("Form.Password", RunningApp.Password)))
        {
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        }

        (await client.GetAsync("/accounts", Cancelled)).StatusCode.Should().Be(HttpStatusCode.OK);
        await using var db = await app.OpenDatabaseAsync();
        var stored = await db.Accounts.AsNoTracking().SingleAsync(Cancelled);
        app.Services.GetRequiredService<Vault>().Open(stored.SealedPassword!, AccountSecrets.Password(account)).Reveal()
            .Should().Be("Tr0ub4dor-and-3-canaries");
    }
}
