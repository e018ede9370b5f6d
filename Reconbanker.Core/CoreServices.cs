using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Data;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Transactions;
using Reconbanker.Core.Trials;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core;

public static class CoreServices
{
    /// <summary>Everything of Core. Needs a <see cref="TimeProvider"/> and the drivers of the banks.</summary>
    public static IServiceCollection AddReconbankerCore(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder);
        services.AddSingleton(_ => Machine.Here());
        services.AddSingleton<InstanceLock>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceLock>());
        services.AddHostedService<RevealingVariableCheck>();
        services.AddOptions<StorageOptions>().BindConfiguration("Storage").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StorageHealth>();
        services.AddDbContextFactory<ReconbankerDb>((provider, db) => db
            .UseSqlite($"Data Source={folder.DatabaseFile}")
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning)) // counts that stop early have no order
            .AddInterceptors(
                new ConnectionSettings(),
                new FailureWatch(provider.GetRequiredService<StorageHealth>()),
                new CommitWatch(provider.GetRequiredService<StorageHealth>())));

        services.AddHostedService<DatabaseStart>();

        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 220_000);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<FirstUser>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<Invitations>();

        services.AddOptions<BankOptions>().BindConfiguration("Banks").Validate(
            o => o.LoginPages.Values.All(BankAddress.MayBeOpened), "Banks:LoginPages are https addresses, or http addresses of this machine.");
        services.AddSingleton<BankCatalog>();
        services.AddSingleton<ActivityFeed>();

        services.AddSingleton<Vault>();
        services.AddHostedService<VaultUnlocking>();
        services.AddSingleton<RecoverySheets>();
        services.AddSingleton<KeyRotation>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyRotation>());
        services.AddHostedService<WebhookUrlSealing>();
        services.AddSingleton<BackupMaker>();
        services.AddSingleton<Rehearsal>();
        services.AddSingleton<Restoring>();
        services.AddSingleton<BackupPlans>();
        services.AddSingleton<NightlyBackups>();
        services.AddSingleton<IValidateOptions<OutboundOptions>, OutboundOptionsValidation>();
        services.AddOptions<OutboundOptions>().BindConfiguration("Outbound").ValidateOnStart();
        services.AddSingleton<OutboundGuard>();

        services.AddOptions<BrowserOptions>().BindConfiguration("Browser").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Commands>();
        services.AddSingleton<BrowserFolders>();
        services.AddSingleton<PlaywrightDriver>();
        services.AddSingleton<ProfileStore>();
        services.AddSingleton<EgressProxies>();
        services.AddSingleton<ChromiumLauncher>();
        services.AddSingleton<SandboxProbe>();
        services.AddSingleton<ChromiumProbe>(provider => provider.GetRequiredService<SandboxProbe>().ProbeAsync);
        services.AddSingleton<ChromiumSearch>();
        services.AddSingleton<ChromiumInstaller>();
        services.AddSingleton<ChromiumProvider>();
        services.AddHostedService(provider => provider.GetRequiredService<ChromiumProvider>());
        services.AddSingleton<BrowserHost>();

        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations()
            .Validate(o => o.RetryDelays.All(delay => delay > TimeSpan.Zero), "Webhooks:RetryDelays are durations above zero.")
            .ValidateOnStart();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<AttemptRecords>();
        services.AddSingleton<Courier>();
        services.AddSingleton<Dispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
        services.AddSingleton<Outbox>();
        services.AddSingleton<WebhookPauses>();

        services.AddOptions<SessionOptions>().BindConfiguration("Sessions").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuditTrail>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditTrail>()); // before the sessions: it ends after them
        services.AddSingleton<LoginBudget>();
        services.AddSingleton<Aftermath>();
        services.AddSingleton<AssistanceDesk>();
        services.AddSingleton<HelpLinks>();
        services.AddOptions<LinkOptions>().BindConfiguration("Reconbanker").Validate(
            o => o.IsFine, "Reconbanker:PublicUrl is the http or https address of the dashboard, such as https://reconbanker.example.com.").ValidateOnStart();
        services.AddSingleton<AlertChannel, WebhookAlerts>();
        services.AddSingleton<AlertChannel, NtfyAlerts>();
        services.AddSingleton<AssistanceAlerts>();
        services.AddSingleton<AlertSettings>();
        services.AddSingleton<Alerter>();
        services.AddHostedService(provider => provider.GetRequiredService<Alerter>());
        services.AddSingleton<BankAccountStep>();
        services.AddSingleton<ReadingArchive>();
        services.AddSingleton<Settlement>();
        services.AddSingleton<PaymentDecisions>();
        services.AddSingleton<NearMisses>();
        services.AddSingleton<PaymentExpiry>();
        services.AddSingleton<WhatIf>();
        services.AddOptions<PaymentOptions>().BindConfiguration("Payments").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PaymentClient>();
        services.AddSingleton<PollBooks>();
        services.AddSingleton<PaymentFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<PaymentFeed>());
        services.AddSingleton<VanishedPayments>();
        services.AddSingleton<TransactionEvents>();
        services.AddSingleton<TransactionIngest>();
        services.AddSingleton<TransactionReview>();
        services.AddSingleton<OlderHistory>();
        services.AddSingleton<ListReading>();
        services.AddSingleton<BankVisit>();
        services.AddSingleton<BankTrial>();
        services.AddSingleton<SessionRunner>();
        services.AddSingleton<SessionSupervisor>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSupervisor>());
        services.AddSingleton<LoginRestart>();

        services.AddSingleton<AccountSettings>();
        services.AddSingleton<WebhookSettings>();
        services.AddSingleton<PaymentSettings>();
        services.AddSingleton<MatchSettings>();
        services.AddSingleton<AccountRemoval>();
        services.AddSingleton<OperationModes>();
        services.AddSingleton<Sharing>();

        return services;
    }
}
