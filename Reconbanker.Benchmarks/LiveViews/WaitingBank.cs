using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>A bank whose login waits for a human for ever, on the page that is given.</summary>
internal sealed class WaitingBank(Uri page) : BankDriver
{
    public const string Code = "waiting-bank";

    public override Bank Bank { get; } = new(Code, "Waiting bank", "Etc/UTC")
    {
        LoginPage = page,
        Hosts = [page.Host],
        Identity = IdStrength.Unique,
    };

    public override async Task SignInAsync(BankPage page, CancellationToken cancellationToken)
    {
        await page.OpenAsync(Bank.LoginPage);
        await page.AskForHelpAsync(new(HelpKind.Other), page.Css("#signed-in"), page.Css("#ended"), cancellationToken);
    }

    public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => page.IsVisibleAsync(page.Css("#signed-in"));

    public override Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
        BankPage page, ReadWindow window, CancellationToken cancellationToken) => throw new NotSupportedException();
}
