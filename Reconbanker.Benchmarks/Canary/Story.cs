using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>
/// From the first user to a restored backup: every secret is one that exists nowhere else. It is searched for while the app runs, and once
/// more when it has ended.
/// </summary>
internal sealed class Story(string root, string? bug, string? browser, LogCapture log, TextWriter output)
{
    private const string Control = "control-of-the-search-4711";
    private const string Email = "canary@example.com";

    private readonly List<Secret> _secrets = [];
    private readonly List<string> _codes = [];
    private readonly List<(string Page, byte[] Content)> _transcripts = [];

    public IReadOnlyList<Secret> Secrets => _secrets;
    public IReadOnlyList<string> Codes => _codes;
    public Search? Found { get; private set; }

    /// <summary>What the story did not come to, so that the search proves nothing; null when it is whole.</summary>
    public string? Missing { get; private set; }

    private string[] Browser => browser is null ? [] : [$"--Browser:ExecutablePath={browser}"];
    private string Data => Path.Combine(root, "data");

    public async Task RunAsync(CancellationToken stop)
    {
        await using var receiver = await Sites.ReceiverAsync(stop);
        Guid owner;
        string? memory;
        List<Guid> accounts;
        await using (var app = await RunningApp.StartAsync(Data, bug, log, [.. Browser, "--Demo:Enabled=true", "--Demo:Url=http://demo-bank.localhost:0"], stop))
        {
            using var person = new Person(app.Address);
            await SetUpAsync(app, person, stop);
            owner = await app.ReadAsync(db => db.Users.Select(u => u.Id).SingleAsync(stop), stop);
            accounts = await ConnectAsync(app, owner, receiver.Urls.Single(), stop);
            await ReadTheBankAsync(app, owner, accounts, stop);
            await LookAroundAsync(person, stop);
            await ChangeKeysAsync(app, owner, accounts, stop);
            await BackUpAsync(app, stop);
            memory = app.Get<BrowserFolders>().Memory;
            SearchAll(memory);
        }

        await using var bank = await Sites.FailingBankAsync(stop);
        string[] failing = [.. Browser, "--Demo:Enabled=false", $"--Banks:LoginPages:demo-bank={bank.Urls.Single()}/", "--Browser:StepTimeout=00:00:03"];
        await using (var app = await RunningApp.StartAsync(Data, bug, log, failing, stop))
        {
            await app.Get<SessionSupervisor>().RunNowAsync(owner, accounts[0], allowOneAttempt: true, stop);
            await ExpectAsync(app, accounts[0], StopReason.BankPageChanged, "a password field that takes no password", stop);
            SearchAll(memory);
        }

        SearchAll(memory);
    }

    private async Task SetUpAsync(RunningApp app, Person person, CancellationToken stop)
    {
        output.WriteLine("the first user, the recovery sheet");
        var password = New("password of the user");
        await person.SendAsync(
            $"/setup?code={app.Get<SetupCode>().Printed}", stop, ("Form.Code", app.Get<SetupCode>().Printed), ("Form.Email", Email), ("Form.Password", password));
        var vault = app.Get<Vault>();
        _secrets.Add(new Secret("vault key", await File.ReadAllBytesAsync(app.Get<DataFolder>().VaultKeyFile, stop), IsText: false, "/keys/vault.key"));
        var sheet = vault.WriteRecoveryText().Reveal();
        _secrets.Add(Secret.Of("recovery sheet", sheet, "/settings/recovery-sheet"));
        Need((await person.OpenAsync("/settings/recovery-sheet", stop)).Contains(sheet[..4], StringComparison.Ordinal), "the recovery sheet");

        // A password that somebody mistypes is most of the right one.
        using var stranger = new Person(app.Address);
        await stranger.SendAsync("/sign-in", stop, ("Form.Email", Email), ("Form.Password", New("mistyped password")));
        _transcripts.AddRange(stranger.Transcripts);
        _secrets.AddRange(person.Cookies.Select(cookie => Secret.Of($"cookie {cookie.Name}", cookie.Value)));
    }

    private async Task<List<Guid>> ConnectAsync(RunningApp app, Guid owner, string receiver, CancellationToken stop)
    {
        output.WriteLine("three accounts, with credentials, webhook, token and signing secret");
        await app.Get<OperationModes>().ChangeAsync(owner, OperationMode.Passthrough, stop);
        var accounts = new List<Guid>();
        foreach (var (user, mode) in new[] { ("ana", LoginMode.Simple), (New("username at the bank"), LoginMode.Simple), ("sms", LoginMode.Assisted) })
        {
            var settings = app.Get<AccountSettings>();
            var saved = (SaveOutcome.Saved)await settings.CreateAsync(owner, "demo-bank", Control, withWizard: false, stop);
            accounts.Add(saved.AccountId);
            await settings.SaveCredentialsAsync(owner, saved.AccountId, user, New($"password at the bank, {accounts.Count}"), stop);
            await settings.SaveSessionAsync(owner, saved.AccountId, accounts.Count == 1 ? SessionType.Persistent : SessionType.OneShot, mode, stop);
            var url = $"{receiver}/{New("path of the webhook")}?key={New("query of the webhook")}";
            await app.Get<WebhookSettings>().SaveAsync(
                owner, saved.AccountId, url, AuthScheme.Bearer, New("token of the webhook"), forgetToken: false, stop);
            await KeepSigningSecretAsync(app, owner, saved.AccountId, stop);
        }

        return accounts;
    }

    private async Task ReadTheBankAsync(RunningApp app, Guid owner, List<Guid> accounts, CancellationToken stop)
    {
        output.WriteLine("a persistent session, a refused login, a code in the code box with the live view watched");
        await app.ChooseBankAccountAsync(accounts[0], "ana", stop);
        await app.ChooseBankAccountAsync(accounts[2], "sms", stop);
        foreach (var account in accounts)
        {
            await app.Get<SessionSupervisor>().RunNowAsync(owner, account, allowOneAttempt: true, stop);
        }

        await ExpectAsync(app, accounts[1], StopReason.BadCredentials, "a refused login", stop);
        var request = await app.UntilAsync(db => db.AssistanceRequests
            .Where(r => r.AccountId == accounts[2] && r.State == AssistanceState.Open).Select(r => r.Id).SingleOrDefaultAsync(stop), id => id != Guid.Empty, stop);
        var frames = 0;
        using (var viewer = app.Get<SessionSupervisor>().Find(owner, accounts[2])!.View!.Join(owner, Email))
        {
            await foreach (var _ in viewer.ReadFramesAsync(stop))
            {
                frames++;
                break;
            }

            _codes.Add(app.LatestCode("sms"));
            await app.Get<AssistanceDesk>().SubmitCodeAsync(owner, request, new CodeSubmission(1, new SecretText(_codes[^1])));
        }

        Need(frames > 0, "a picture in the live view");
        await ExpectAsync(app, accounts[2], StopReason.Finished, "a login with a code", stop);
        await app.UntilAsync(db => db.Transactions.CountAsync(t => t.AccountId == accounts[0], stop), count => count > 0, stop);
        await app.Get<Outbox>().SendTestEventAsync(owner, accounts[0], stop);
        var delivered = await app.UntilAsync(
            db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Delivered && d.Attempts > 1, stop), count => count > 0, stop);
        Need(delivered > 0, "an event that was refused and then delivered");

        // Its profile is sealed when it ends.
        await app.Get<SessionSupervisor>().StopRunAsync(owner, accounts[0], stop);
        Need(Directory.GetFiles(Path.Combine(Data, "browser", "sealed")).Length > 0, "a sealed profile");
    }

    private async Task LookAroundAsync(Person person, CancellationToken stop)
    {
        output.WriteLine("every page");
        foreach (var path in (string[])["/", "/accounts", "/deliveries", "/settings", "/settings/people", "/settings/security", "/settings/password", "/health/ready", "/nowhere"])
        {
            await person.OpenAsync(path, stop);
        }

        _transcripts.AddRange(person.Transcripts);
    }

    private async Task ChangeKeysAsync(RunningApp app, Guid owner, List<Guid> accounts, CancellationToken stop)
    {
        output.WriteLine("a new signing secret, a new vault key");
        await app.Get<WebhookSettings>().RenewSigningSecretAsync(owner, accounts[0], TimeSpan.FromHours(1), stop);
        await KeepSigningSecretAsync(app, owner, accounts[0], stop);
        var rotation = app.Get<KeyRotation>();
        await rotation.BeginAsync(stop);
        await app.UntilAsync(_ => Task.FromResult(rotation.Progress), progress => progress is { Total: > 0 } p && p.Done + p.Stuck.Count == p.Total, stop);
        Need(rotation.Progress is { Stuck.Count: 0 }, "everything sealed anew");
        var keys = await File.ReadAllBytesAsync(app.Get<DataFolder>().VaultKeyFile, stop);
        _secrets.Add(new Secret("new vault key", keys[..32], IsText: false, "/keys/vault.key"));
        _secrets.Add(Secret.Of("new recovery sheet", app.Get<Vault>().WriteRecoveryText().Reveal(), "/settings/recovery-sheet"));
    }

    private async Task BackUpAsync(RunningApp app, CancellationToken stop)
    {
        output.WriteLine("a backup, unpacked");
        var secret = BackupSecret.OfPassphrase(new SecretText(New("passphrase of the backup")));
        var file = Path.Combine(root, "one.backup");
        await app.Get<BackupMaker>().WriteAsync(file, secret, stop);
        await using (var backup = File.OpenRead(file))
        {
            Need((await app.Get<Rehearsal>().RunAsync(backup, secret, stop)).WouldWork, "a backup that would work");
        }

        var nightly = new SecretText(New("passphrase of nightly backups"));
        await app.Get<BackupPlans>().SaveAsync(new TimeOnly(3, 0), keep: 3, Path.Combine(root, "nightly"), nightly, stop);
        await app.Get<NightlyBackups>().MakeDueAsync(stop);
        Need((await app.Get<BackupPlans>().FindAsync(stop))!.MadeAt is not null, "a nightly backup that would work");
        await using var again = File.OpenRead(file);
        await BackupReader.UnpackAsync(again, secret, Path.Combine(root, "unpacked.db"), stop);
    }

    private void SearchAll(string? memory)
    {
        Found ??= new Search(_secrets, _codes);
        Found.Folder(root);
        Found.Folder(memory);
        Found.Content("the log", log.Bytes);
        _transcripts.ForEach(page => Found.Content(page.Page, page.Content));

        // What must be found is found, or the search proves nothing.
        var control = new Search([Secret.Of("control", Control)], []);
        control.Folder(root);
        Need(control.Hits.Any(hit => hit.Place.Contains("reconbanker.db", StringComparison.Ordinal)), "the name of an account in the database");
        Need(log.Contains("began"), "the log");
    }

    private async Task ExpectAsync(RunningApp app, Guid account, StopReason expected, string what, CancellationToken stop)
    {
        var reason = await app.UntilAsync(
            db => db.ScrapeRuns.Where(r => r.AccountId == account).OrderByDescending(r => r.StartedAt).Select(r => r.StopReason).FirstOrDefaultAsync(stop),
            reason => reason is not null,
            stop);
        Need(reason == expected, $"{what} (it ended as {reason})");
    }

    private async Task KeepSigningSecretAsync(RunningApp app, Guid owner, Guid account, CancellationToken stop)
    {
        var secret = (await app.Get<WebhookSettings>().ReadSigningSecretAsync(owner, account, stop))!.Reveal();
        _secrets.Add(Secret.Of("signing secret", secret["whsec_".Length..]));
    }

    /// <summary>A secret of the story: it stands nowhere else.</summary>
    private string New(string name)
    {
        // With signs that URLs, JSON and Base64 each write in their own way.
        var needsPlain = name.Contains("webhook", StringComparison.Ordinal);
        var text = $"Can4ry{(needsPlain ? "-" : "+/é\"")}{RandomNumberGenerator.GetHexString(20, lowercase: true)}";
        _secrets.Add(Secret.Of(name, text));
        return text;
    }

    private void Need(bool isThere, string what)
    {
        if (!isThere)
        {
            Missing ??= $"The story did not come to {what}, so the search proves nothing.";
        }
    }
}
