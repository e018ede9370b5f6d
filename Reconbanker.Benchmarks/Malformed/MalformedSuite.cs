using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconbanker.Banks;
using Reconbanker.Benchmarks.Support;
using Reconbanker.Core;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web;
using Reconbanker.Web.Demo;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Nonsense at every door of the running app: answers of receivers, texts of banks, requests, and forms.</summary>
internal sealed class MalformedSuite() : Suite("malformed", "Nonsense at every door: no failure of ours, nothing half done, nothing misread.")
{
    private const int UsualCases = 20_000;
    private const string GuessingParser = "guessing-parser";
    private const string HalfSaved = "half-saved";
    private const string TrustedRetryAfter = "trusted-retry-after";
    private const string TrustedOwner = "trusted-owner";

    private static readonly (string Path, string[] Fields)[] DemoForms =
    [
        ("/login", ["username", "password", "language"]), ("/demo/faults", ["maintenance", "delayMs", "dropEvery", "shopAnswer", "idleSeconds", "nothing"]),
        ("/demo/transfers", ["account", "payer", "amount", "text", "state"]), ("/demo/transfers/settle", ["account", "position", "state"]),
        ("/demo/arrivals", ["account", "pace"]), ("/shop/secret", ["secret"]), ("/shop/webhooks", ["id"]), ("/logout", []),
    ];

    private static readonly string[] DemoPaths =
    [
        "/", "/accounts", "/accounts/{number}", "/demo", "/demo/customers", "/demo/faults", "/demo/now", "/demo/pending", "/phone", "/phone/messages",
        "/phone/approvals/{id}/approve", "/shop", "/shop/received", "/shop/webhooks", "/assets/{name}", "/{anything}", "/session/more-time",
    ];

    private static readonly (string Path, string[] Fields)[] AppForms =
    [
        ("/sign-in", ["Form.Email", "Form.Password", "_handler", "__RequestVerificationToken"]), ("/sign-out", ["__RequestVerificationToken"]),
        ("/setup", ["Form.Code", "Form.Email", "Form.Password", "_handler"]), ("/invitation", ["Form.Token", "Form.Password", "_handler"]),
        ("/settings/password", ["Form.Current", "Form.New", "_handler", "__RequestVerificationToken"]), ("/api/sign-in", ["email", "password"]),
    ];

    private static readonly (string Path, string[] Fields)[] PersonForms =
    [
        ("/settings/password", ["Form.Current", "Form.New", "_handler", "__RequestVerificationToken"]),
        ("/settings/recovery-sheet", ["Show.Password", "Kept.LastGroup", "_handler", "__RequestVerificationToken"]),
        ("/settings/backup", ["Plan.At", "Plan.Keep", "Plan.Folder", "Plan.Passphrase", "Verify.Passphrase", "Verify.Restores", "_handler", "__RequestVerificationToken"]),
        ("/settings/backup/file", ["passphrase", "again", "__RequestVerificationToken"]),
        ("/sign-in", ["Form.Email", "Form.Password", "_handler", "__RequestVerificationToken"]),
        ("/invitation", ["Form.Token", "Form.Password", "_handler", "__RequestVerificationToken"]),
        ("/sign-out", []),
    ];

    public override IReadOnlyList<string> Bugs => [GuessingParser, HalfSaved, TrustedRetryAfter, TrustedOwner];

    public override async Task<SuiteResult> RunAsync(SuiteOptions options, TextWriter output, CancellationToken stop)
    {
        var cases = options.Cases ?? UsualCases;
        var timer = Stopwatch.StartNew();
        var tally = new MalformedTally(output);
        using var scratch = new ScratchFolder();
        await using var app = ReconbankerApp.Create(
            AppArguments.For(
                scratch.Data, "--Demo:Enabled=true", "--Demo:Url=http://demo-bank.localhost:0", "--Browser:ExecutablePath=/no/browser",
                "--SignIn:AttemptBurst=10000", "--Logging:Console:LogLevel:Default=None", "--Webhooks:Timeout=00:00:05"),
            services => services.AddSingleton<ILoggerProvider>(new FailureLog(tally)));
        await app.StartAsync(stop);
        var file = app.Services.GetRequiredService<DataFolder>().DatabaseFile;
        var (ownerId, accountId) = await SetUpAsync(app.Services, stop);

        new BankTextCases(new Nonsense(options.Seed), tally, options.Bug == GuessingParser ? Guess : BankText.Amount).Run(cases * 2 / 5);
        await output.WriteLineAsync($"  texts of banks done, {timer.Elapsed.TotalSeconds:0} s");

        var sender = app.Services.GetRequiredService<WebhookSender>();
        await new AnswerCases(new Nonsense(options.Seed), tally, options.Bug == TrustedRetryAfter ? TrustAsync(sender) : sender.SendAsync)
            .RunAsync(cases / 5, stop);
        await output.WriteLineAsync($"  answers of receivers done, {timer.Elapsed.TotalSeconds:0} s");

        var forms = AccountForms.Of(app.Services, ownerId, accountId, options.Bug == HalfSaved);
        await new FormCases(new Nonsense(options.Seed), tally, forms, isOwner: true, token => DatabaseDigest.OfAsync(file, token)).RunAsync(cases / 10, stop);
        var otherId = await Stranger.AddAsync(app.Services, stop);
        var others = AccountForms.Of(app.Services, options.Bug == TrustedOwner ? ownerId : otherId, accountId, savesTooEarly: false);
        await new FormCases(new Nonsense(options.Seed), tally, others, isOwner: false, token => DatabaseDigest.OfAsync(file, token)).RunAsync(cases / 20, stop);
        await output.WriteLineAsync($"  forms done, {timer.Elapsed.TotalSeconds:0} s");

        await RequestAsync(app, tally, new Nonsense(options.Seed), cases - (cases * 2 / 5) - (cases / 5) - (cases / 10) - (cases / 20), accountId, file, stop);
        await app.StopAsync(stop);
        var failure = tally.Cases == 0 ? "Nothing was tried."
            : tally.Unhandled + tally.Partial + tally.Misread > 0
                ? $"{tally.Unhandled} unhandled, {tally.Partial} half done, {tally.Misread} misread of {tally.Cases}."
            : null;
        return new SuiteResult(
            [
                new("cases", tally.Cases), new("unhandled", tally.Unhandled), new("partial", tally.Partial), new("misread", tally.Misread),
                new("seed", options.Seed), new("seconds", Math.Round(timer.Elapsed.TotalSeconds, 1)),
            ],
            failure);
    }

    private static async Task RequestAsync(
        WebApplication app, MalformedTally tally, Nonsense nonsense, int cases, Guid accountId, string file, CancellationToken stop)
    {
        using var person = NewClient(new Uri(app.Urls.First()));
        var known = await Stranger.SignInAsync(person, accountId, stop);
        var before = await DatabaseDigest.OfAsync(file, stop);
        var demo = app.Services.GetRequiredService<DemoSite>();
        var paths = app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText ?? "/").Where(path => !path.Contains("_framework", StringComparison.Ordinal)).Distinct().ToList();
        using var stranger = NewClient(new Uri(app.Urls.First()));
        using var customer = NewClient(new UriBuilder(demo.Address!) { Host = "127.0.0.1" }.Uri);
        await new RequestCases(nonsense, tally, [stranger], paths, AppForms, known: new Dictionary<string, string>()).RunAsync(cases / 3, () => { }, stop);
        var inside = paths.Where(path => !path.Contains("sign-out", StringComparison.Ordinal)).ToList();
        await new RequestCases(nonsense, tally, [person], inside, PersonForms, known).RunAsync(cases / 3, () => { }, stop);
        await Stranger.ExpectSignedInAsync(person, tally, stop);
        await new RequestCases(nonsense, tally, [customer], DemoPaths, DemoForms, known: new Dictionary<string, string>())
            .RunAsync(cases - (cases / 3 * 2), demo.Faults.Reset, stop);
        if (await DatabaseDigest.OfAsync(file, stop) != before)
        {
            tally.AddPartial("The requests of strangers, or of somebody who owns nothing, changed what is stored.");
        }
    }

    private static HttpClient NewClient(Uri address) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };

    private static async Task<(Guid OwnerId, Guid AccountId)> SetUpAsync(IServiceProvider services, CancellationToken stop)
    {
        var created = await services.GetRequiredService<FirstUser>().CreateAsync("owner@example.com", "correct horse battery", stop);
        var ownerId = ((FirstUserOutcome.Created)created).User.Id;
        var saved = await services.GetRequiredService<AccountSettings>().CreateAsync(ownerId, DemoServices.BankCode, "Main", withWizard: false, stop);
        return (ownerId, ((SaveOutcome.Saved)saved).AccountId);
    }

    /// <summary>Takes whatever the framework can make of a text.</summary>
    private static Money Guess(string text, string currency, bool decimalComma) =>
        new(decimal.Parse(text.Trim(), NumberStyles.Any, CultureInfo.InvariantCulture), currency);

    /// <summary>Believes that a receiver asks for seconds, and for few of them.</summary>
    private static Func<WebhookRequest, CancellationToken, Task<WebhookAnswer>> TrustAsync(WebhookSender sender) => async (request, stop) =>
    {
        var answer = await sender.SendAsync(request, stop);
        _ = answer.RetryAfter is { } wait ? TimeSpan.FromMilliseconds(checked((int)wait.TotalMilliseconds)) : TimeSpan.Zero;
        return answer;
    };
}
