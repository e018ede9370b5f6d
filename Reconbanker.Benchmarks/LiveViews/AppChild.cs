using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.People;
using Reconbanker.Core.Sessions;
using Reconbanker.Web;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>In the child: the app with one user, and a session for each account that the bench asks for.</summary>
internal static class AppChild
{
    public const string Email = "operator@example.com";
    public const string Password = "correct horse battery";

    public static async Task RunAsync(string folder, Uri target)
    {
        await using var app = ReconbankerApp.Create(
            AppArguments.For(
                folder, "--Browser:AllowWithoutSandbox=true", "--Sessions:AssistanceDeadline=01:00:00", "--Sessions:OneShotSlots=32"),
            services => services.AddSingleton<BankDriver>(new WaitingBank(target)));
        await app.StartAsync();
        var chromium = await app.Services.GetRequiredService<ChromiumProvider>().GetAsync(CancellationToken.None);
        var created = await app.Services.GetRequiredService<FirstUser>().CreateAsync(Email, Password, CancellationToken.None);
        var owner = ((FirstUserOutcome.Created)created).User.Id;
        LiveChild.Say("browser", chromium.ExecutablePath);
        LiveChild.Say("address", app.Urls.First());
        await foreach (var line in LiveChild.AskedAsync())
        {
            for (var more = int.Parse(line, CultureInfo.InvariantCulture); more > 0; more--)
            {
                LiveChild.Say("account", await AddAsync(app, owner));
            }

            LiveChild.Say("done");
        }

        await app.StopAsync();
    }

    private static async Task<Guid> AddAsync(WebApplication app, Guid owner)
    {
        var settings = app.Services.GetRequiredService<AccountSettings>();
        var saved = await settings.CreateAsync(owner, WaitingBank.Code, "Measured", withWizard: false, CancellationToken.None);
        var account = ((SaveOutcome.Saved)saved).AccountId;
        await settings.SaveCredentialsAsync(owner, account, "user", "password", CancellationToken.None);
        await settings.SaveSessionAsync(owner, account, SessionType.OneShot, LoginMode.Assisted, CancellationToken.None);
        await app.Services.GetRequiredService<SessionSupervisor>().RunNowAsync(owner, account, allowOneAttempt: true, CancellationToken.None);
        return account;
    }
}
