using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Reconbanker.Core.Drivers;

/// <summary>Where a bank is found, if not where its driver says: for the demo bank, whose address is a matter of configuration.</summary>
public sealed class BankOptions
{
    /// <summary>Login pages by bank code.</summary>
    public Dictionary<string, Uri> LoginPages { get; } = [];
}

/// <summary>The banks that can be connected, and the driver of each.</summary>
public sealed class BankCatalog(IEnumerable<BankDriver> drivers, IOptions<BankOptions> options)
{
    private readonly FrozenDictionary<string, BankDriver> _drivers = drivers.ToFrozenDictionary(d => d.Bank.Code);

    /// <summary>By name; a bank for demonstrations is among them only while it is served somewhere.</summary>
    public IReadOnlyList<Bank> Banks =>
    [
        .. _drivers.Values
            .Select(d => At(d.Bank))
            .Where(b => !b.IsDemo || options.Value.LoginPages.ContainsKey(b.Code))
            .OrderBy(b => b.Name, StringComparer.CurrentCultureIgnoreCase),
    ];

    /// <summary>The driver; null when no driver of this release knows the bank.</summary>
    public BankDriver? FindDriver(string bankCode) => _drivers.GetValueOrDefault(bankCode);

    /// <summary>The bank's facts, with the login page of the configuration; null when no driver of this release knows it.</summary>
    public Bank? FindBank(string bankCode) => FindDriver(bankCode) is { } driver ? At(driver.Bank) : null;

    private Bank At(Bank bank) => options.Value.LoginPages.TryGetValue(bank.Code, out var page)
        ? bank with { LoginPage = page, Hosts = [page.Host, .. bank.Hosts.Except([page.Host])] }
        : bank;
}
