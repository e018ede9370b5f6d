using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Trials;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Banks.Example;

/// <summary>What docs/add-a-bank.md tells a newcomer to do, done.</summary>
public sealed class AddABankTests(ChromiumFixture chromium)
{
    private static readonly string[] Secrets = ["Larrañaga", "Íñigo", "Vélez", "551830", "771204", "88123", EjemploSite.Password, EjemploSite.Code];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("BancoEjemplo.cs")]
    [InlineData("BancoEjemploTests.cs")]
    public void The_code_that_the_documentation_shows_is_the_one_that_is_tested(string file)
    {
        var code = File.ReadAllText(Path.Combine(Repository.Folder, "Reconbanker.Tests/Banks/Example", file));
        File.ReadAllText(Path.Combine(Repository.Folder, "docs/add-a-bank.md")).Should().Contain($"```csharp\n{code}```");
    }

    [Fact]
    public async Task It_reads_its_bank_and_what_was_recorded_reads_the_same_with_nothing_of_whose_it_was()
    {
        await using var site = await EjemploSite.StartAsync(Cancelled);
        await using var rig = await RigAsync(site);
        var folder = Path.Combine(rig.Folder, "recorded");

        var report = await TryAsync(rig, EjemploSite.Password, "2204-551830", folder, EjemploSite.Code);

        report.Reason.Should().Be(StopReason.Finished, report.Detail);
        report.Rows.Should().HaveCount(4);
        report.Rows[0].Should().Be(new ScrapedTransaction("000771204", new Money(1250, "USD"), EjemploSite.Day(ago: 2), "Ferretería Larrañaga")
        {
            Description = "Transferencia recibida",
        });
        report.Window!.CompleteThrough.Should().Be(report.Window.To);

        await using var recorded = await RecordedBank.OpenAsync(chromium, new BancoEjemplo(), folder);
        (await recorded.ListBankAccountsAsync()).Should().HaveCount(2).And.Contain(o => o.Number == recorded.BankAccountNumber);
        var (rows, window) = await recorded.ReadAsync();
        rows.Should().HaveCount(4);
        rows.Select(r => (r.BookedOn, Math.Sign(r.Amount.Amount), r.SenderName is null)).Should()
            .Equal(report.Rows.Select(r => (r.BookedOn, Math.Sign(r.Amount.Amount), r.SenderName is null)));
        rows.GroupBy(r => r.SenderName).Should().HaveSameCount(report.Rows.GroupBy(r => r.SenderName));
        window.CompleteThrough.Should().Be(window.To);

        var files = Directory.GetFiles(folder).Select(File.ReadAllText).ToList();
        foreach (var secret in Secrets)
        {
            files.Should().NotContain(file => file.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task An_account_without_movements_is_read_completely_and_has_none()
    {
        await using var site = await EjemploSite.StartAsync(Cancelled);
        await using var rig = await RigAsync(site);

        var report = await TryAsync(rig, EjemploSite.Password, "2204-551848", null, EjemploSite.Code);

        report.Rows.Should().BeEmpty();
        report.Window!.CompleteThrough.Should().Be(report.Window.To);
    }

    [Fact]
    public async Task A_refused_code_is_asked_for_again()
    {
        await using var site = await EjemploSite.StartAsync(Cancelled);
        await using var rig = await RigAsync(site);

        var report = await TryAsync(rig, EjemploSite.Password, "2204-551848", null, "000000", EjemploSite.Code);

        report.Reason.Should().Be(StopReason.Finished, report.Detail);
    }

    [Fact]
    public async Task A_refused_password_ends_the_trial_at_once()
    {
        await using var site = await EjemploSite.StartAsync(Cancelled);
        await using var rig = await RigAsync(site);

        var report = await TryAsync(rig, "otra-clave", "2204-551830", null);

        report.Reason.Should().Be(StopReason.BadCredentials);
        report.Stage.Should().Be(Stage.SignIn);
        report.ToString().Should().NotContain("otra-clave");
    }

    private async Task<BrowserRig> RigAsync(EjemploSite site)
    {
        var browser = await chromium.ChromiumAsync(Cancelled);
        return new BrowserRig(
            [
                .. BrowserRig.Loopback,
                KeyValuePair.Create("Browser:ExecutablePath", (string?)browser.ExecutablePath),
                KeyValuePair.Create("Banks:LoginPages:banco-ejemplo", (string?)site.Address.AbsoluteUri),
            ],
            services => services.AddSingleton<BankDriver>(new BancoEjemplo()));
    }

    private static Task<TrialReport> TryAsync(BrowserRig rig, string password, string number, string? folder, params string[] codes)
    {
        var talk = new TrialTalk(
            _ => { },
            async (_, submit, _) =>
            {
                foreach (var code in codes)
                {
                    await submit(new SecretText(code));
                }
            },
            _ => { },
            (_, _) => throw new InvalidOperationException("The account was named."));
        var credentials = new BankCredentials(new SecretText("larranaga"), new SecretText(password));
        return rig.Get<BankTrial>().RunAsync(new TrialRequest("banco-ejemplo", credentials, EjemploSite.Day(ago: 21), number, folder), talk, Cancelled);
    }
}
