using System.Net;
using System.Security.Cryptography;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Demo;
using Reconbanker.Web.Sealed;
using Reconbanker.Web.Starting;
using Xunit;

namespace Reconbanker.Tests.Sealed;

/// <summary>The app when its vault key is missing, wrong or damaged, through its pages.</summary>
public sealed class SealedAppTests : IAsyncLifetime
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private RunningApp _app = null!;
    private Guid _accountId;
    private string _sheet = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_app.Folder, "keys", "vault.key");

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync();
        var user = await _app.AddUserAsync("ana@example.com", isAdministrator: true);
        var settings = _app.Services.GetRequiredService<AccountSettings>();
        _accountId = ((SaveOutcome.Saved)await settings.CreateAsync(user.Id, DemoServices.BankCode, "Main", withWizard: false, Cancelled)).AccountId;
        await settings.SaveCredentialsAsync(user.Id, _accountId, "ana", Password, Cancelled);
        _sheet = _app.Services.GetRequiredService<Vault>().WriteRecoveryText().Reveal();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("missing", "The key file is missing.")]
    [InlineData("other", "The key file holds a key of another database.")]
    [InlineData("damaged", "The key file is damaged")]
    public async Task Without_its_key_every_page_says_what_to_do_and_nothing_is_changed(string fault, string says)
    {
        await _app.RestartAsync(async () =>
        {
            var key = await File.ReadAllBytesAsync(KeyFile, Cancelled);
            await SpoilAsync(fault);
            var before = await DatabaseAsync();
            await using var sealedApp = await StartAsync();
            using var client = _app.NewClient();

            foreach (var path in (string[])["/", "/accounts", "/sign-in", "/settings/people", "/api/anything"])
            {
                using var answer = await client.GetAsync(path, Cancelled);
                answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
                var page = await answer.Content.ReadAsStringAsync(Cancelled);
                page.Should().Contain("Reconbanker is sealed").And.Contain(says).And.Contain(KeyFile).And.Contain(IdOf(key));
            }

            (await client.GetStringAsync("/health", Cancelled)).Should().Be("Sealed");
            using var ready = await client.GetAsync("/health/ready", Cancelled);
            ready.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            (await TryAgainAsync(client)).Should().Contain("still not the right one");
            (await DatabaseAsync()).Should().Equal(before);

            // Back in its place, it opens without a restart of the process.
            await File.WriteAllBytesAsync(KeyFile, key, Cancelled);
            (await TryAgainAsync(client)).Should().Contain("The key is right");
            await sealedApp.WaitForShutdownAsync(Cancelled);
            SealedApp.WasUnsealed(sealedApp).Should().BeTrue();
        });

        await OpensAsync();
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("other")]
    [InlineData("damaged")]
    public async Task The_key_from_the_recovery_sheet_opens_it_for_whoever_has_the_code_from_the_terminal(string fault)
    {
        await _app.RestartAsync(async () =>
        {
            await SpoilAsync(fault);
            await using var sealedApp = await StartAsync();
            var code = sealedApp.Services.GetRequiredService<SetupCode>().Printed;
            using var client = _app.NewClient();

            (await TypeAsync(client, "AAAA-AAAA", _sheet)).Should().Contain("not the code that was printed");
            (await TypeAsync(client, code, _sheet[..^1] + (_sheet[^1] == '7' ? '8' : '7'))).Should().Contain("a character of it is wrong");
            (await TypeAsync(client, code, RecoveryText.Write(VaultKey.Make()))).Should().Contain("not a key that the database needs");
            (await TypeAsync(client, code, _sheet.ToLowerInvariant().Replace('-', ' '))).Should().Contain("The key is right");
            await sealedApp.WaitForShutdownAsync(Cancelled);
        });

        await OpensAsync();
        Directory.GetFiles(Path.GetDirectoryName(KeyFile)!, "vault.key.aside-*").Should().HaveCount(fault == "missing" ? 0 : 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_file_that_is_lost_while_the_key_is_changed_comes_back_from_both_sheets_in_any_order(bool newerFirst)
    {
        await _app.Services.GetRequiredService<KeyRotation>().BeginAsync(Cancelled);
        var newer = _app.Services.GetRequiredService<Vault>().WriteRecoveryText().Reveal();
        await _app.RestartAsync(async () =>
        {
            File.Delete(KeyFile);
            await using var sealedApp = await StartAsync();
            var code = sealedApp.Services.GetRequiredService<SetupCode>().Printed;
            using var client = _app.NewClient();

            (await TypeAsync(client, code, newerFirst ? newer : _sheet)).Should().Contain("The database needs one more");
            (await TypeAsync(client, code, newerFirst ? _sheet : newer)).Should().Contain("The key is right");
            await sealedApp.WaitForShutdownAsync(Cancelled);
        });

        _app.Services.GetRequiredService<Vault>().WriteRecoveryText().Reveal().Should().Be(newer, "it seals");
        await OpensAsync();
    }

    [Fact]
    public async Task The_process_goes_on_as_the_app_when_it_is_unsealed()
    {
        await _app.RestartAsync(async () =>
        {
            var key = await File.ReadAllBytesAsync(KeyFile, Cancelled);
            File.Delete(KeyFile);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            var process = StartUp.RunAsync(RunningApp.Arguments(_app.Folder, _app.Address.Port), TextWriter.Null, stop.Token);
            using var client = _app.NewClient();
            await UntilAsync(client, process, "/health", text => text == "Sealed");

            await File.WriteAllBytesAsync(KeyFile, key, Cancelled);
            await TryAgainAsync(client);
            await UntilAsync(client, process, "/health/ready", text => text == "Healthy");

            await stop.CancelAsync();
            await process.ContinueWith(_ => { }, TaskScheduler.Default);
        });
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_folder_ends_with_3_and_the_first_goes_on()
    {
        using var errors = new StringWriter();

        var end = await StartUp.RunAsync(RunningApp.Arguments(_app.Folder, 0), errors, Cancelled);

        ((int)end).Should().Be(3);
        errors.ToString().Should().Contain("Another Reconbanker is running").And.Contain(_app.Folder);
        await OpensAsync();
    }

    private async Task SpoilAsync(string fault)
    {
        File.Delete(KeyFile);
        if (fault != "missing")
        {
            await File.WriteAllBytesAsync(KeyFile, RandomNumberGenerator.GetBytes(fault == "other" ? 32 : 7), Cancelled);
        }
    }

    private async Task<WebApplication> StartAsync()
    {
        var sealedApp = SealedApp.Create(RunningApp.Arguments(_app.Folder, _app.Address.Port))!;
        await sealedApp.StartAsync(Cancelled);
        return sealedApp;
    }

    private async Task OpensAsync()
    {
        await using var db = await _app.OpenDatabaseAsync();
        var account = await db.Accounts.AsNoTracking().SingleAsync(Cancelled);
        _app.Services.GetRequiredService<Vault>().Open(account.SealedPassword!, AccountSecrets.Password(_accountId)).Reveal().Should().Be(Password);
    }

    // All that is stored: with its log, if the last one to close it left one.
    private async Task<byte[]> DatabaseAsync()
    {
        var all = new List<byte>();
        foreach (var file in DatabaseFiles.Of(Path.Combine(_app.Folder, "reconbanker.db")).Take(2).Where(File.Exists))
        {
            all.AddRange(await File.ReadAllBytesAsync(file, Cancelled));
        }

        return [.. all];
    }

    private static string IdOf(byte[] key) => new VaultKey(key).Id;

    private static async Task<string> TryAgainAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/sealed/again", null, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task<string> TypeAsync(HttpClient client, string code, string key)
    {
        using var content = new FormUrlEncodedContent([new("code", code), new("key", key)]);
        using var answer = await client.PostAsync("/sealed/key", content, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task UntilAsync(HttpClient client, Task process, string path, Func<string, bool> isReached)
    {
        while (true)
        {
            process.IsCompleted.Should().BeFalse("it serves the one or the other");
            try
            {
                using var answer = await client.GetAsync(path, Cancelled);
                if (isReached(await answer.Content.ReadAsStringAsync(Cancelled)))
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Between the two nobody listens.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
        }
    }
}
