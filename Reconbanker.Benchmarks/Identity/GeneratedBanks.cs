using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Benchmarks.Identity;

/// <summary>The kinds of banks that there are: every strength of ids, with and without balances.</summary>
internal static class GeneratedBanks
{
    public static IReadOnlyList<Bank> All { get; } =
    [
        .. from strength in Enum.GetValues<IdStrength>()
           from hasBalance in new[] { false, true }
           select new Bank($"generated-{strength}-{(hasBalance ? "balance" : "bare")}".ToLowerInvariant(), "Generated bank", "America/Montevideo")
           {
               LoginPage = new("https://bank.test/"),
               Hosts = ["bank.test"],
               Identity = strength,
               HasRunningBalance = hasBalance,
           },
    ];

    public static Bank Any(Random chance) => All[chance.Next(All.Count)];

    /// <summary>A bank of which only the facts are needed.</summary>
    internal sealed class Driver(Bank bank) : BankDriver
    {
        public override Bank Bank => bank;

        public override Task SignInAsync(BankPage page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
            BankPage page, ReadWindow window, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
