using System.Net;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Backup;
using Reconbanker.Web.Starting;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class BackupPageTests : IAsyncLifetime
{
    private const string Path = "/settings/backup";
    private const string Passphrase = "a passphrase of many words";

    private readonly string _elsewhere = Directory.CreateTempSubdirectory("reconbanker-test-").FullName;
    private RunningApp _app = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync("--SignIn:AttemptBurst=1000", "--Logging:LogLevel:Default=None");
        await _app.AddUserAsync("ana@example.com", isAdministrator: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_elsewhere, recursive: true);
    }

    [Fact]
    public async Task Nightly_backups_are_set_seen_to_work_and_said_everywhere_when_one_fails()
    {
        using var client = await _app.SignInAsync("ana@example.com");
        using (var refused = await SaveAsync(client, ("Plan.Folder", "backups")))
        {
            refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
            (await refused.ReadProblemAsync()).Should().StartWith("The folder needs its whole path");
        }

        using (var saved = await SaveAsync(client, ("Plan.Folder", _elsewhere)))
        {
            (await saved.Content.ReadAsStringAsync(Cancelled)).Should().Contain("Saved. One is made within a minute").And.NotContain(Passphrase);
        }

        var backups = _app.Services.GetRequiredService<NightlyBackups>();
        await backups.MakeDueAsync(Cancelled);
        var made = Directory.GetFiles(_elsewhere).Should().ContainSingle().Subject;
        (await client.GetStringAsync(Path, Cancelled)).Should().Contain(made);
        (await client.GetStringAsync("/health/ready", Cancelled)).Should().Be("Healthy");
        ShownOnTheDashboard().Should().BeEmpty();

        Directory.Delete(_elsewhere, recursive: true);
        await File.WriteAllTextAsync(_elsewhere, "no folder any more", Cancelled);
        await using (var db = await _app.OpenDatabaseAsync())
        {
            db.BackupPlans.Single().TriedAt = null;
            await db.SaveChangesAsync(Cancelled);
        }

        await backups.MakeDueAsync(Cancelled);
        (await client.GetStringAsync(Path, Cancelled)).Should().Contain("The last one failed");
        ShownOnTheDashboard().Should().Contain("The nightly backup failed.");
        using (var ready = await client.GetAsync("/health/ready", Cancelled))
        {
            ready.StatusCode.Should().Be(HttpStatusCode.OK, "all else works");
            (await ready.Content.ReadAsStringAsync(Cancelled)).Should().Be("Degraded: BackupFailed");
        }

        using (var ended = await client.PostFormAsync(Path, ("_handler", "nightly-off")))
        {
            (await ended.Content.ReadAsStringAsync(Cancelled)).Should().Contain("No more are made by themselves");
        }

        (await client.GetStringAsync("/health/ready", Cancelled)).Should().Be("Healthy");
        File.Delete(_elsewhere);
        Directory.CreateDirectory(_elsewhere);
    }

    [Fact]
    public async Task A_backup_is_tried_and_restored_and_the_app_starts_anew_with_it()
    {
        using var backup = new MemoryStream();
        await _app.Services.GetRequiredService<BackupMaker>().WriteAsync(backup, BackupSecret.OfPassphrase(new SecretText(Passphrase)), Cancelled);
        await _app.AddUserAsync("later@example.com", isAdministrator: true);
        await _app.RestartAsync(async () =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            var process = StartUp.RunAsync(
                RunningApp.Arguments(_app.Folder, _app.Address.Port, "--SignIn:AttemptBurst=1000", "--Logging:LogLevel:Default=None"), TextWriter.Null, stop.Token);
            using (var client = await SignedInAsync(process, "later@example.com"))
            {
                (await UploadAsync(client, backup, "another passphrase", restores: true)).Should().Contain("is not the one of this backup");
                (await UploadAsync(client, backup, Passphrase, restores: true, replaces: false)).Should().Contain("tick “Replace what is here now”");
                (await UploadAsync(client, backup, Passphrase, restores: false)).Should().Contain("This backup would work.").And.MatchRegex("autofocus[^>]*data-testid=\"rehearsal\"", "it stands far below the top of the page");
                Directory.GetDirectories(_app.Folder, "restored-*").Should().BeEmpty();
                (await UploadAsync(client, backup, Passphrase, restores: true)).Should().Contain("Reconbanker starts anew with it");
            }

            using (var client = await SignedInAsync(process, "ana@example.com"))
            {
                (await client.GetStringAsync(Path, Cancelled)).Should().Contain("Try or restore a backup");
            }

            process.IsCompleted.Should().BeFalse("it goes on in the same process");
            await stop.CancelAsync();
            await process.ContinueWith(_ => { }, TaskScheduler.Default);
        });

        await using var db = await _app.OpenDatabaseAsync();
        db.Users.Select(u => u.Email).Should().Equal("ana@example.com");
        Directory.GetDirectories(_app.Folder, "before-restore-*").Should().ContainSingle();
        Directory.GetDirectories(_app.Folder, "restored-*").Should().BeEmpty();
    }

    private string ShownOnTheDashboard()
    {
        using var context = new ComponentContext();
        context.Services.AddSingleton(_app.Services.GetRequiredService<BackupPlans>());
        return context.Render<NightlyProblem>().Markup.Trim();
    }

    private static Task<HttpResponseMessage> SaveAsync(HttpClient client, (string, string) folder) => client.PostFormAsync(
        Path, ("Plan.At", "03:30"), ("Plan.Keep", "5"), folder, ("Plan.Passphrase", Passphrase));

    /// <summary>Once the app is ready and knows the user.</summary>
    private async Task<HttpClient> SignedInAsync(Task process, string email)
    {
        while (true)
        {
            process.IsCompleted.Should().BeFalse();
            var client = _app.NewClient();
            try
            {
                if (await SignInAsync(client, email))
                {
                    return client;
                }
            }
            catch (HttpRequestException)
            {
                // Nobody listens for a moment.
            }

            client.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        }
    }

    private static async Task<bool> SignInAsync(HttpClient client, string email)
    {
        using var ready = await client.GetAsync("/health/ready", Cancelled);
        if (!ready.IsSuccessStatusCode)
        {
            return false;
        }

        using var answer = await client.PostFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", RunningApp.Password));
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    private static async Task<string> UploadAsync(HttpClient client, MemoryStream backup, string passphrase, bool restores, bool replaces = true)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in await client.ReadFormAsync(Path, "Verify.Passphrase"))
        {
            content.Add(new StringContent(name == "Verify.Passphrase" ? passphrase : value), name);
        }

        content.Add(new ByteArrayContent(backup.ToArray()), "Verify.File", "a.backup");
        if (replaces)
        {
            content.Add(new StringContent("true"), "Verify.Replaces");
        }

        if (restores)
        {
            content.Add(new StringContent("true"), "Verify.Restores");
        }

        using var answer = await client.PostAsync(Path, content, Cancelled);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
