using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Trials;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Trials;

public sealed class PageRecorderTests(ChromiumFixture chromium) : IDisposable
{
    private const string Home = """
        <!doctype html>
        <html lang="es"><head>
          <title>Cuenta de Ana Pereyra</title>
          <meta name="csrf-token" content="tok3nSecret4711">
          <style>.off { display: none } .loud { text-transform: uppercase }</style>
          <script>window.secret = 'tok3nSecret4711'</script>
        </head><body onload="window.loaded = 'tok3nSecret4711'">
          <!-- tok3nSecret4711 -->
          <p class="loud">Saldo</p><p class="off">Pereyra hidden</p>
          <img src="/photo?of=Pereyra" alt="Pereyra">
          <form action="/transfer?session=tok3nSecret4711" method="post">
            <input type="hidden" name="token" value="tok3nSecret4711">
            <label>Buscar <input name="q" value="Pereyra"></label>
            <input type="password" value="hunter2hunter2">
            <button id="go" onclick="document.getElementById('list').innerHTML = '<b>Movimientos</b> de <i>Pereyra 204518</i>'; return false">Ver</button>
          </form>
          <div id="list"></div>
          <a id="more" href="/detail?session=tok3nSecret4711">Detalle</a> <a href="/elsewhere?session=tok3nSecret4711">Otro</a>
          <my-card><template shadowrootmode="open"><em>Cuenta 204518</em></template></my-card>
          <iframe title="Resumen" srcdoc="<p id='in'>Resumen de Pereyra</p>"></iframe>
        </body></html>
        """;

    private const string Detail = "<!doctype html><title>x</title><p id='detail'>Detalle 204518</p>";

    private static readonly string[] Secrets = ["Pereyra", "tok3nSecret", "204518", "hunter2", "4711"];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"reconbanker-recording-{Guid.NewGuid():N}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Nothing_of_a_page_that_could_tell_whose_it_was_is_in_the_files()
    {
        await RecordAsync(DriveAsync);

        var files = Directory.GetFiles(_folder).Select(File.ReadAllText).ToList();
        files.Should().HaveCount(4, "three pages and their index were written");
        foreach (var secret in Secrets)
        {
            files.Should().NotContain(file => file.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Nothing_in_the_files_runs_loads_or_is_sent()
    {
        await RecordAsync(DriveAsync);

        var pages = string.Concat(Directory.GetFiles(_folder, "*.html").Select(File.ReadAllText));
        pages.Should().NotContainAny("<script", "<meta", "<link", "<!--", "src=", "action=", "onload", "type=\"hidden\"", "session");
    }

    [Fact]
    public async Task A_recording_leads_through_the_same_steps_again()
    {
        var seen = await RecordAsync(DriveAsync);

        var again = await ReplayAsync(DriveAsync);

        again.Should().HaveSameCount(seen);
        again[0].Should().Be("SALDO", "what the style sheet made of it is kept");
        again[1].Should().StartWith("Movimientos de ").And.NotBe(seen[1]);
        again[2].Should().StartWith("Resumen de ");
        again[3].Should().StartWith("Cuenta ");
        again[4].Should().StartWith("Detalle ").And.EndWith(again[3].Split(' ')[1], "the same number is the same on every page");
    }

    [Fact]
    public async Task What_the_page_hides_is_hidden_in_the_recording_too()
    {
        await RecordAsync(DriveAsync);

        await ReplayAsync(async page =>
        {
            (await page.IsVisibleAsync(page.Css(".loud"))).Should().BeTrue();
            (await page.IsVisibleAsync(page.Css(".off"))).Should().BeFalse();
            return [];
        });
    }

    private static async Task<List<string>> DriveAsync(BankPage page)
    {
        var seen = new List<string> { await page.TextAsync(page.Css("p.loud")) };
        await page.ClickAsync(page.Css("#go"));
        await page.VisibleAsync(page.Css("#list b"));
        seen.Add(await page.TextAsync(page.Css("#list")));
        seen.Add(await page.TextAsync(page.Frame("iframe[title=Resumen]").Locator("#in")));
        seen.Add(await page.TextAsync(page.Css("my-card em")));
        await page.OpenAsync((await page.AttributesAsync(page.Css("#more"), "href"))[0]);
        seen.Add(await page.TextAsync(page.Css("#detail")));
        return seen;
    }

    private async Task<List<string>> RecordAsync(Func<BankPage, Task<List<string>>> drive)
    {
        await using var site = Serve(request => request.Path == "/detail" ? Detail : Home);
        var words = DriverWords.In("Saldo Movimientos de Detalle Cuenta Resumen loud off list go more detail in").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var recorder = new PageRecorder(words, new DateOnly(2026, 11, 22), TimeProvider.System);
        var seen = await DriveAsync(site, recorder.WatchAsync, "/", drive);
        var bank = new Bank("some-bank", "Some bank", "UTC") { LoginPage = new("http://some.test"), Hosts = [], Identity = IdStrength.None };
        await recorder.SaveAsync(_folder, bank, new ReadWindow(new(2026, 11, 1), new(2026, 11, 22), "204518"), Cancelled);
        recorder.Missing.Should().Be(0);
        return seen;
    }

    private async Task<List<string>> ReplayAsync(Func<BankPage, Task<List<string>>> drive)
    {
        var recording = await Recording.LoadAsync(_folder, Cancelled);
        await using var site = Serve(request =>
            recording.Pages.FirstOrDefault(p => p.Address == request.Path.ToUriComponent() + request.QueryString) is { } page
                ? File.ReadAllText(Path.Combine(_folder, page.File))
                : "not recorded");
        return await DriveAsync(site, null, recording.Pages[0].Address, drive);
    }

    private async Task<List<string>> DriveAsync(
        WebApplication site, Func<PageMoment, Task>? watch, string begin, Func<BankPage, Task<List<string>>> drive)
    {
        await site.StartAsync(Cancelled);
        var address = new Uri(site.Urls.Single());
        var profile = BrowserProfile.Temporary() with { Egress = new EgressRules([address.Host], address.Port) };
        await using var browser = await (await chromium.HostAsync(Cancelled)).LaunchAsync(profile, Cancelled);
        var bank = new Bank("some-bank", "Some bank", "UTC") { LoginPage = address, Hosts = [address.Host], Identity = IdStrength.None };
        var help = new BankPageHelp(_ => Task.CompletedTask, (_, _, _) => Task.CompletedTask, (_, _, _) => Task.CompletedTask) { Watch = watch };
        var page = new BankPage(
            browser.Page, bank, new(new SecretText(""), new SecretText("")), new(2026, 11, 22), TimeSpan.FromSeconds(30), TimeProvider.System, help, Cancelled);
        await page.OpenAsync(new Uri(address, begin));
        return await drive(page);
    }

    private static WebApplication Serve(Func<HttpRequest, string> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(answer(context.Request));
        });
        return site;
    }
}
