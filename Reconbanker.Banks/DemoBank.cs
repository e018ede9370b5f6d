using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Banks;

/// <summary>Banco Faronda, the bank of the demonstration. The username chooses what it puts between us and the transactions.</summary>
public sealed class DemoBank : BankDriver
{
    private const string CodeLabel = "Code from the SMS";
    private const string CodeWords = "[data-testid=code-sent-to]";
    private const string CodeSent = "[role=status][data-reason=code-sent]";
    private const string SendAgain = "[data-testid=send-again]";

    private static readonly string[] Columns = ["Date", "Document", "Description", "Counterparty", "Amount", "Currency", "State", "Balance"];

    public override Bank Bank { get; } = new("demo-bank", "Banco Faronda (demo)", "America/Montevideo")
    {
        LoginPage = new("http://demo-bank.localhost:5081/"),
        Hosts = ["demo-bank.localhost", "faronda-key.localhost", "localhost"],
        Identity = IdStrength.Unique,
        HasRunningBalance = true,
        RefusalsUntilLocked = 3,
        IsDemo = true,
    };

    public override async Task SignInAsync(BankPage page, CancellationToken cancellationToken)
    {
        await page.OpenAsync(new Uri(page.Bank.LoginPage, "?lang=en"));
        var userName = page.Field("Username");
        if (await page.FirstOfAsync(SignedIn(page), userName) == 0)
        {
            return;
        }

        await page.TypeSecretAsync(userName, page.Credentials.UserName);
        await page.TypeSecretAsync(page.Field("Password"), page.Credentials.Password);
        await page.PressAsync("Log in");

        var step = page.Css("main[data-step]");
        switch (await page.FirstOfAsync(SignedIn(page), Alert(page, "bad-credentials"), Alert(page, "locked"), Maintenance(page), step))
        {
            case 1:
                throw new BankFailure(BankFailureCategory.BadCredentials);
            case 2:
                throw new BankFailure(BankFailureCategory.AccountLocked);
            case 3:
                throw new BankFailure(BankFailureCategory.BankUnavailable);
            case 4:
                await PassAsync(page, (await page.AttributesAsync(step, "data-step"))[0], cancellationToken);
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

        var older = page.Css("nav.pages a[rel=next]");
        var onOnePage = true;
        while (await HasRowsAsync(page))
        {
            var rows = (await page.RowsAsync(page.Css("#movements tbody tr"))).Select(Parse).ToList();
            foreach (var row in rows.Where(r => r.BookedOn >= window.From))
            {
                yield return row;
            }

            // Newest first: once a page ends before the window, so do all that follow.
            if (rows.Any(r => r.BookedOn < window.From) || !await page.IsVisibleAsync(older))
            {
                break;
            }

            onOnePage = false;
            await OpenSignedInAsync(page, (await page.AttributesAsync(older, "href"))[0]);
        }

        window.ReadCompletely(through: window.To, onOnePage);
    }

    public override async Task KeepAliveAsync(BankPage page, CancellationToken cancellationToken)
    {
        if (await page.IsVisibleAsync(page.Css("[data-testid=more-time]")))
        {
            await page.PressAsync("Stay signed in");
            return;
        }

        await page.OpenAsync("/accounts");
    }

    public override Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => page.PressAsync("Log out");

    /// <summary>
    /// Cells are: date dd/MM/yyyy, document (empty for some customers), description, counterparty, amount with a decimal comma, currency, state,
    /// balance (empty unless it is booked).
    /// </summary>
    internal static ScrapedTransaction Parse(IReadOnlyList<string> cells)
    {
        if (cells.Count != Columns.Length)
        {
            throw new BankFailure(BankFailureCategory.BankPageChanged);
        }

        return new ScrapedTransaction(
            BankId: cells[1],
            Amount: BankText.Amount(cells[4], cells[5], decimalComma: true),
            BookedOn: BankText.Date(cells[0], "dd/MM/yyyy"),
            SenderName: cells[3] is "" ? null : cells[3])
        {
            Description = cells[2],
            Balance = cells[7] is "" ? null : BankText.Amount(cells[7], cells[5], decimalComma: true).Amount,
            State = cells[6] switch
            {
                "Booked" => BookingState.Booked,
                "Pending" => BookingState.Pending,
                "Reversed" => BookingState.Reversed,
                _ => throw new BankFailure(BankFailureCategory.BankPageChanged),
            },
        };
    }

    /// <summary>The words say where the code went: "… to your phone ending 42.", "… to your e-mail address f•••@faronda.example."</summary>
    internal static CodeRequest ParseCode(string words, string? secondsLeft)
    {
        var mail = words.Split(' ').FirstOrDefault(word => word.Contains('@', StringComparison.Ordinal))?.TrimEnd('.');
        return new CodeRequest(6, CodeKind.Digits, mail is null ? CodeChannel.Sms : CodeChannel.Email)
        {
            SentTo = mail ?? words.TrimEnd('.').Split(' ')[^1],
            BankWords = words,
            GoodFor = secondsLeft is null ? null : BankText.Seconds(secondsLeft),
        };
    }

    /// <summary>Whether the page has rows, by its own word: a table with other columns, or none at all, is a changed page and not an empty one.</summary>
    private static async Task<bool> HasRowsAsync(BankPage page)
    {
        if (await page.FirstOfAsync(page.Css("#movements"), page.Css("[data-testid=no-movements]")) == 1)
        {
            return false;
        }

        var columns = await page.TextsAsync(page.Css("#movements thead th"));
        return columns.SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase) ? true : throw new BankFailure(BankFailureCategory.BankPageChanged);
    }

    /// <summary>Sees one customer's second factor, or whatever else the bank asks after the password, through.</summary>
    private static async Task PassAsync(BankPage page, string step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case "sms":
                await RememberAsync(page);
                await AskForCodeAsync(page, page.Field(CodeLabel), page.Button("Confirm"), cancellationToken);
                break;
            case "sixbox":
                await AskForCodeAsync(page, page.Css("[data-testid=code-boxes] input"), confirm: null, cancellationToken);
                break;
            case "iframe":
                var frame = page.Frame("iframe[title='Security check']");
                var words = frame.Locator(CodeWords);
                await page.VisibleAsync(words);
                await page.AskForCodeAsync(
                    ParseCode(await page.TextAsync(words), secondsLeft: null),
                    new CodeScreen(
                        frame.GetByLabel(CodeLabel, new() { Exact = true }), SignedIn(page), frame.Locator(Reason("code-refused")), page.Field("Username"))
                    {
                        Confirm = frame.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }),
                        Expired = frame.Locator(Reason("code-expired")),
                        SendAgain = frame.Locator(SendAgain),
                        Sent = frame.Locator(CodeSent),
                    },
                    cancellationToken);
                break;
            case "push":
                await page.AskForHelpAsync(
                    await ReadApprovalAsync(page),
                    new HelpScreen(SignedIn(page), Ended: page.Field("Username"))
                    {
                        SendAgain = page.Css(SendAgain),
                        Sent = page.Css("[role=status][data-reason=approval-sent]"),
                        Read = () => ReadApprovalAsync(page),
                    },
                    cancellationToken);
                break;
            case "drag" or "image":
                await AskForHelpAsync(page, new(HelpKind.Captcha), cancellationToken);
                break;
            case "grid" or "choice":
                await AskForHelpAsync(page, new(HelpKind.Choice), cancellationToken);
                break;
            case "popup":
                await AskForHelpAsync(page, new(HelpKind.Other), cancellationToken);
                break;
            case "elsewhere":
                await page.PressAsync("Continue here");
                await page.VisibleAsync(SignedIn(page));
                break;
            case "mustchange":
                throw new BankFailure(BankFailureCategory.PasswordExpired);
            default:
                throw new BankFailure(BankFailureCategory.BankPageChanged);
        }
    }

    /// <summary>Has the bank remember this browser where it offers that, so that a kept profile needs no code for a week.</summary>
    private static async Task RememberAsync(BankPage page)
    {
        var remember = page.Css("#remember");
        if (await page.IsVisibleAsync(remember))
        {
            await page.TickAsync(remember);
        }
    }

    private static async Task AskForCodeAsync(BankPage page, ILocator field, ILocator? confirm, CancellationToken cancellationToken) => await page.AskForCodeAsync(
        await ReadCodeAsync(page),
        new CodeScreen(field, SignedIn(page), Alert(page, "code-refused"), Ended: page.Field("Username"))
        {
            Confirm = confirm,
            Expired = Alert(page, "code-expired"),
            SendAgain = page.Css(SendAgain),
            OtherChannels = [new(CodeChannel.Email, page.Css("[data-testid=other-channel]"))],
            Sent = page.Css(CodeSent),
            Read = () => ReadCodeAsync(page),
        },
        cancellationToken);

    private static async Task<CodeRequest> ReadCodeAsync(BankPage page) =>
        ParseCode(await page.TextAsync(page.Css(CodeWords)), await page.TextAsync(page.Css("[data-countdown]")));

    private static async Task<HelpRequest> ReadApprovalAsync(BankPage page) => new(HelpKind.Approval)
    {
        BankWords = await page.TextAsync(page.Css("[data-testid=push-intro]")),
        Number = await page.TextAsync(page.Css("[data-testid=push-number]")),
        GoodFor = BankText.Seconds(await page.TextAsync(page.Css("[data-testid=time-left]"))),
    };

    private static Task AskForHelpAsync(BankPage page, HelpRequest request, CancellationToken cancellationToken) =>
        page.AskForHelpAsync(request, SignedIn(page), ended: page.Field("Username"), cancellationToken);

    private static ILocator SignedIn(BankPage page) => page.Css("[data-testid=signed-in]");

    private static ILocator Alert(BankPage page, string reason) => page.Css(Reason(reason));

    private static string Reason(string reason) => $"[role=alert][data-reason={reason}]";

    private static ILocator Maintenance(BankPage page) => page.Css("[data-testid=maintenance]");

    private static async Task OpenSignedInAsync(BankPage page, string address)
    {
        await page.OpenAsync(address);
        if (!await page.IsVisibleAsync(SignedIn(page)))
        {
            throw new BankFailure(BankFailureCategory.SignedOut);
        }
    }
}
