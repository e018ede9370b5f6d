using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Banks;

/// <summary>Banco Ejemplo, business portal. Asks for an SMS code at every sign-in.</summary>
public sealed class BancoEjemplo : BankDriver
{
    private static readonly string[] Columns = ["Fecha", "Comprobante", "Concepto", "Ordenante", "Débito", "Crédito"];

    public override Bank Bank { get; } = new("banco-ejemplo", "Banco Ejemplo", "America/Guayaquil")
    {
        LoginPage = new("https://empresas.ejemplo.test/ingreso"),
        Hosts = ["empresas.ejemplo.test"],
        Identity = IdStrength.UniquePerDay,
        RefusalsUntilLocked = 3,
    };

    public override async Task SignInAsync(BankPage page, CancellationToken cancellationToken)
    {
        await page.OpenAsync(page.Bank.LoginPage);
        var userName = page.Field("Usuario");
        if (await page.FirstOfAsync(SignedIn(page), userName) == 0)
        {
            return;
        }

        await page.TypeSecretAsync(userName, page.Credentials.UserName);
        await page.TypeSecretAsync(page.Field("Clave"), page.Credentials.Password);
        await page.PressAsync("Ingresar");

        var code = page.Field("Código");
        switch (await page.FirstOfAsync(SignedIn(page), Message(page, "Usuario o clave incorrectos"), Message(page, "Usuario bloqueado"), code))
        {
            case 1:
                throw new BankFailure(BankFailureCategory.BadCredentials);
            case 2:
                throw new BankFailure(BankFailureCategory.AccountLocked);
            case 3:
                await page.AskForCodeAsync(
                    new CodeRequest(6, CodeKind.Digits, CodeChannel.Sms),
                    new CodeScreen(code, SignedIn(page), Message(page, "Código incorrecto"), Ended: userName) { Confirm = page.Button("Confirmar") },
                    cancellationToken);
                break;
        }
    }

    public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => page.IsVisibleAsync(SignedIn(page));

    public override async Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken)
    {
        await page.OpenAsync("/cuentas");
        await page.VisibleAsync(page.Css("ul.cuentas a"));
        var numbers = await page.TextsAsync(page.Css("ul.cuentas .numero"));
        var names = await page.TextsAsync(page.Css("ul.cuentas .nombre"));
        return [.. numbers.Zip(names, (number, name) => new BankAccountOption(number, name))];
    }

    public override async IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
        BankPage page, ReadWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await page.OpenAsync("/cuentas");
        await page.ClickAsync(page.Link(window.BankAccountNumber));
        await page.VisibleAsync(page.Css("h1"));
        if (await page.TextAsync(page.Css("h1 .numero")) != window.BankAccountNumber)
        {
            throw new BankFailure(BankFailureCategory.WrongBankAccount);
        }

        var onOnePage = true;
        while (await HasRowsAsync(page))
        {
            var currency = await page.TextAsync(page.Css("h1 .moneda"));
            var rows = (await page.RowsAsync(page.Css("table.movimientos tbody tr"))).Select(cells => Parse(cells, currency)).ToList();
            foreach (var row in rows.Where(r => r.BookedOn >= window.From))
            {
                yield return row;
            }

            var older = page.Css("a.anteriores");
            if (rows.Any(r => r.BookedOn < window.From) || !await page.IsVisibleAsync(older))
            {
                break;
            }

            onOnePage = false;
            await page.OpenAsync((await page.AttributesAsync(older, "href"))[0]);
        }

        window.ReadCompletely(through: window.To, onOnePage);
    }

    public override Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => page.ClickAsync(page.Link("Salir"));

    /// <summary>Cells are: date dd/MM/yyyy, document number, concept, who paid, debit, credit; one of the last two is empty.</summary>
    internal static ScrapedTransaction Parse(IReadOnlyList<string> cells, string currency)
    {
        if (cells.Count != Columns.Length || (cells[4] is "") == (cells[5] is ""))
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        var amount = BankText.Amount(cells[4] is "" ? cells[5] : "-" + cells[4], currency, decimalComma: true);
        return new ScrapedTransaction(cells[1], amount, BankText.Date(cells[0], "dd/MM/yyyy"), cells[3] is "" ? null : cells[3])
        {
            Description = cells[2],
        };
    }

    private static async Task<bool> HasRowsAsync(BankPage page)
    {
        if (await page.FirstOfAsync(page.Css("table.movimientos"), page.Css("p.vacio")) == 1)
        {
            return false;
        }

        var columns = await page.TextsAsync(page.Css("table.movimientos thead th"));
        return columns.SequenceEqual(Columns) ? true : throw new BankFailure(BankFailureCategory.BankPageChanged);
    }

    private static ILocator SignedIn(BankPage page) => page.Link("Salir");

    private static ILocator Message(BankPage page, string text) => page.Css("[role=alert]").Filter(new() { HasText = text });
}
