using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Support;

/// <summary>The bank whose rows are handed over as they are: it has facts, and no site.</summary>
internal sealed class StatementBank : BankDriver
{
    public const string Code = "statement-bank";

    public override Bank Bank { get; } = new(Code, "Statement bank", "Etc/UTC")
    {
        LoginPage = new("https://statement-bank.invalid/"),
        Hosts = ["statement-bank.invalid"],
        Identity = IdStrength.Unique,
    };

    public override Task SignInAsync(BankPage page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public override IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
        BankPage page, ReadWindow window, CancellationToken cancellationToken) => throw new NotSupportedException();
}
