using System.Collections;
using System.Globalization;
using System.Resources;
using FluentAssertions;
using Reconbanker.Web.Demo.BankSite;
using Xunit;

namespace Reconbanker.Tests.Demo;

public sealed class LanguageTests : IAsyncLifetime
{
    private static readonly CultureInfo Spanish = CultureInfo.GetCultureInfo("es");
    private RunningDemo _demo = null!;
    private Visitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _demo = await RunningDemo.StartAsync(TestContext.Current.CancellationToken);
        _visitor = _demo.Visit();
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _demo.DisposeAsync();
    }

    [Fact]
    public async Task The_bank_speaks_English_until_another_language_is_asked_for_and_remembers_it()
    {
        (await LanguageAndTitleAsync("/")).Should().Be(("en", "Log in · Banco Faronda"));
        (await LanguageAndTitleAsync("/?lang=es")).Should().Be(("es", "Ingresar · Banco Faronda"));

        (await LanguageAndTitleAsync("/")).Should().Be(("es", "Ingresar · Banco Faronda"));
        (await LanguageAndTitleAsync("/?lang=tlh")).Should().Be(("es", "Ingresar · Banco Faronda"), "nobody speaks the other");
        (await LanguageAndTitleAsync("/?lang=en")).Should().Be(("en", "Log in · Banco Faronda"));
    }

    [Fact]
    public async Task Every_page_offers_the_other_language_and_says_which_one_it_is_in()
    {
        await _visitor.LogInAsync("ana");

        var page = await _visitor.OpenAsync("/accounts?lang=es");

        page.QuerySelector("[data-testid=signed-in]")!.TextContent.Should().Contain("Cerrar sesión");
        page.QuerySelectorAll("[data-testid=languages] a").Select(a => (a.TextContent, a.HasAttribute("aria-current")))
            .Should().Equal(("EN", false), ("ES", true));
        page.Find("account-name")!.TextContent.Should().Be("Cuenta corriente USD");
    }

    [Fact]
    public async Task Days_and_amounts_are_printed_alike_in_both_languages()
    {
        await _visitor.LogInAsync("ana");
        var english = (await _visitor.OpenAsync("/accounts/001-204518-3?lang=en")).Movements();

        var spanish = (await _visitor.OpenAsync("/accounts/001-204518-3?lang=es")).Movements();

        spanish.Select(r => (r[0], r[1], r[4])).Should().Equal(english.Select(r => (r[0], r[1], r[4])));
    }

    [Fact]
    public async Task The_panel_stays_in_one_language()
    {
        await _visitor.OpenAsync("/?lang=es");

        var panel = await _visitor.OpenAsync("/demo");

        panel.QuerySelector("tr[data-user=ana]")!.TextContent.Should().Contain(BankTexts.ResourceManager.GetString("AnaHappens", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_text_of_the_bank_is_there_in_Spanish_with_the_same_gaps()
    {
        var english = Texts(BankTexts.ResourceManager, CultureInfo.InvariantCulture);
        var spanish = Texts(BankTexts.ResourceManager, Spanish);

        spanish.Keys.Should().BeEquivalentTo(english.Keys);
        spanish.Values.Should().NotContain("");
        english.Keys.Where(k => english[k].Contains("{0}")).Should().BeEquivalentTo(spanish.Keys.Where(k => spanish[k].Contains("{0}")));
    }

    [Fact]
    public void Every_account_has_a_Spanish_name()
    {
        CultureInfo.CurrentUICulture = Spanish;

        _demo.Site.Ledger.Accounts.Should().OnlyContain(a => AccountNames.Of(a) != a.Name);
    }

    private async Task<(string? Language, string? Title)> LanguageAndTitleAsync(string path)
    {
        var page = await _visitor.OpenAsync(path);
        return (page.DocumentElement.GetAttribute("lang"), page.Title);
    }

    private static Dictionary<string, string> Texts(ResourceManager texts, CultureInfo culture) =>
        texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);
}
