using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Trials;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>Serves the pages that <c>try-bank --record</c> saved, and leads the real driver through them in a real browser.</summary>
internal sealed class RecordedBank : IAsyncDisposable
{
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication _site;
    private readonly BrowserSession _browser;
    private readonly BankDriver _driver;
    private readonly Recording _recording;

    private RecordedBank(WebApplication site, BrowserSession browser, BankDriver driver, Recording recording)
    {
        (_site, _browser, _driver, _recording) = (site, browser, driver, recording);
        Page = new BankPage(
            browser.Page, driver.Bank with { LoginPage = new Uri(site.Urls.Single()) }, new(new SecretText(""), new SecretText("")), recording.To,
            StepTimeout, TimeProvider.System, NobodyHelps(), Cancelled);
    }

    /// <summary>What the driver is handed; it stands on the page that it stood on after signing in.</summary>
    public BankPage Page { get; }

    /// <summary>The number of the bank account that was read, as the recorded pages show it.</summary>
    public string BankAccountNumber => _recording.BankAccountNumber;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="folder">Below Reconbanker.Tests/Banks/Pages, e.g. "demo-bank".</param>
    public static async Task<RecordedBank> OpenAsync(ChromiumFixture chromium, BankDriver driver, string folder)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Banks", "Pages", folder);
        var recording = await Recording.LoadAsync(path, Cancelled);
        var site = Serve(path, recording);
        await site.StartAsync(Cancelled);
        var browser = await (await chromium.HostAsync(Cancelled)).LaunchAsync(Profile(site), Cancelled);
        var bank = new RecordedBank(site, browser, driver, recording);
        await browser.Page.GotoAsync(new Uri(new Uri(site.Urls.Single()), recording.Pages[0].Address).AbsoluteUri);
        return bank;
    }

    public Task<bool> IsSignedInAsync() => _driver.IsSignedInAsync(Page, Cancelled);

    public Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync() => _driver.ListBankAccountsAsync(Page, Cancelled);

    /// <summary>Reads the recorded days of the recorded bank account.</summary>
    /// <returns>The rows, and what the driver says of the days.</returns>
    public async Task<(IReadOnlyList<ScrapedTransaction> Rows, ReadWindow Window)> ReadAsync()
    {
        var window = new ReadWindow(_recording.From, _recording.To, _recording.BankAccountNumber);
        return (await _driver.ReadTransactionsAsync(Page, window, Cancelled).ToListAsync(Cancelled), window);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _site.DisposeAsync();
    }

    /// <summary>Nothing but this site is reached, as nothing but the bank would be.</summary>
    private static BrowserProfile Profile(WebApplication site)
    {
        var address = new Uri(site.Urls.Single());
        return BrowserProfile.Temporary() with { Egress = new EgressRules([address.Host], address.Port) };
    }

    private static WebApplication Serve(string folder, Recording recording)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Run(async context =>
        {
            if (Find(recording, context.Request) is not { } page)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                await context.Response.WriteAsync($"{context.Request.Path} was not recorded.");
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(Path.Combine(folder, page.File));
        });
        return site;
    }

    // A driver may ask for more than the recording keeps of an address.
    private static RecordedPage? Find(Recording recording, HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        return recording.Pages.FirstOrDefault(p => p.Address == path + request.QueryString)
            ?? recording.Pages.FirstOrDefault(p => p.Address.Split('?')[0] == path);
    }

    private static BankPageHelp NobodyHelps() => new(
        _ => throw new InvalidOperationException("A recording begins after signing in: nothing is typed."),
        (_, _, _) => throw new InvalidOperationException("A recording asks for no code."),
        (_, _, _) => throw new InvalidOperationException("A recording asks for no help."));
}
