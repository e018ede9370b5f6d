namespace Reconbanker.Web.Demo.BankSite;

/// <summary>An account at the demo bank, as it is on the first day.</summary>
/// <param name="Number">As the bank writes it, e.g. "001-204518-3"; unique.</param>
/// <param name="Name">What the bank calls it in English; see <see cref="AccountNames"/> for the rest.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="OpeningBalance">Before the first seeded movement, in major units.</param>
/// <param name="FirstDocument">Number of the first seeded movement's document; each account has a hundred to itself, below 50,000.</param>
public sealed record BankAccount(string Number, string Name, string Currency, decimal OpeningBalance, int FirstDocument);
