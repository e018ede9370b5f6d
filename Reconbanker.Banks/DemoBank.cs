using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Banks;

/// <summary>Banco Faronda, the bank of the demonstration. Asks some of its customers for an SMS code.</summary>
public sealed class DemoBank : BankDriver
{
    public override Bank Bank { get; } = new("demo-bank", "Banco Faronda (demo)", "America/Montevideo")
    {
        LoginPage = new("http://demo-bank.localhost:5081/"),
        Hosts = ["demo-bank.localhost", "faronda-key.localhost", "localhost"],
        Identity = IdStrength.Unique,
        RefusalsUntilLocked = 3,
        IsDemo = true,
    };

    public override async Task SignInAsync(BankPage page, CancellationToken cancellationToken)
    {
        await page.OpenAsync(page.Bank.LoginPage);
        var userName = page.Field("Username");
        if (await page.FirstOfAsync(SignedIn(page), userName) == 0)
        {
            return;
        }

        await page.TypeSecretAsync(userName, page.Credentials.UserName);
        await page.TypeSecretAsync(page.Field("Password"), page.Credentials.Password);
        await page.PressAsync("Log in");

        var code = page.Field("Code from the SMS");
        switch (await page.FirstOfAsync(SignedIn(page), Alert(page, "bad-credentials"), Alert(page, "locked"), code))
        {
            case 1:
                throw new BankFailure(BankFailureCategory.BadCredentials);
            case 2:
                throw new BankFailure(BankFailureCategory.AccountLocked);
            case 3:
                var refused = Alert(page, "code-refused").Or(Alert(page, "code-expired"));
                await page.AskForCodeAsync(
                    new CodeRequest(6, CodeKind.Digits, "SMS"), code, page.Button("Confirm"), SignedIn(page), refused, ended: userName, cancellationToken);
                break;
        }
    }

    public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => page.IsVisibleAsync(SignedIn(page));

    public override async Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken)
    {
        await OpenSignedInAsync(page, "/accounts");
        var accounts = page.Css("[data-testid=account]");
        await page.VisibleAsync(accounts);
        var numbers = await page.AttributesAsync(accounts, "data-number");
        var names = await page.TextsAsync(page.Css("[data-testid=account] [data-testid=account-name]"));
        return [.. numbers.Zip(names, (number, name) => new BankAccountOption(number, name))];
    }

    public override async IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
        BankPage page, ReadWindow window, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await OpenSignedInAsync(page, $"/accounts/{Uri.EscapeDataString(window.BankAccountNumber)}");
        if (await page.TextAsync(page.Css("[data-testid=account-number]")) != window.BankAccountNumber)
        {
            throw new BankFailure(BankFailureCategory.WrongBankAccount);
        }

        var currency = await page.TextAsync(page.Css("[data-testid=currency]"));
        var older = page.Css("nav.pages a[rel=next]");
        while (true)
        {
            var rows = (await page.RowsAsync(page.Css("#movements tbody tr"))).Select(cells => Parse(cells, currency)).ToList();
            foreach (var row in rows.Where(r => r.BookedOn >= window.From))
            {
                yield return row;
            }

            // Newest first: once a page ends before the window, so do all that follow.
            if (rows.Any(r => r.BookedOn < window.From) || !await page.IsVisibleAsync(older))
            {
                break;
            }

            await OpenSignedInAsync(page, (await page.AttributesAsync(older, "href"))[0]);
        }

        window.ReadCompletely(through: window.To);
    }

    public override Task KeepAliveAsync(BankPage page, CancellationToken cancellationToken) => page.OpenAsync("/accounts");

    public override Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => page.PressAsync("Log out");

    /// <summary>Cells are: date dd/MM/yyyy, document, description, counterparty, amount with a decimal comma, state, balance.</summary>
    internal static ScrapedTransaction Parse(IReadOnlyList<string> cells, string currency)
    {
        if (cells.Count < 6)
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        return new ScrapedTransaction(
            BankId: cells[1],
            Amount: BankText.Amount(cells[4], currency, decimalComma: true),
            BookedOn: BankText.Date(cells[0], "dd/MM/yyyy"),
            SenderName: cells[3] is "" ? null : cells[3])
        {
            Description = cells[2],
            State = cells[5] switch
            {
                "Booked" => BookingState.Booked,
                "Pending" => BookingState.Pending,
                "Reversed" => BookingState.Reversed,
                _ => throw new BankFailure(BankFailureCategory.BankPageChanged),
            },
        };
    }

    private static ILocator SignedIn(BankPage page) => page.Css("[data-testid=signed-in]");

    private static ILocator Alert(BankPage page, string reason) => page.Css($"[role=alert][data-reason={reason}]");

    private static async Task OpenSignedInAsync(BankPage page, string address)
    {
        await page.OpenAsync(address);
        if (!await page.IsVisibleAsync(SignedIn(page)))
        {
            throw new BankFailure(BankFailureCategory.SignedOut);
        }
    }
}
