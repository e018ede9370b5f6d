namespace Reconbanker.Core;

/// <summary>An amount in major units of one ISO 4217 currency; negative when money leaves the account.</summary>
/// <param name="Amount">Major units, e.g. 12.50 for twelve dollars fifty. Never rounded here.</param>
/// <param name="Currency">ISO 4217 alphabetic code, upper case, e.g. "USD".</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Decimals that one currency's amounts may have (ISO 4217 minor unit).</summary>
    public static int Decimals(string currency) => currency switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" => 0,
        "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };

    /// <summary>The amount, or an error when it is finer than its currency allows.</summary>
    /// <exception cref="ArgumentException">The currency is no three-letter code, or the amount has more decimals than it.</exception>
    public static Money Exact(decimal amount, string currency)
    {
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"'{currency}' is not an ISO 4217 currency code such as USD.", nameof(currency));
        }

        return decimal.Round(amount, Decimals(currency)) == amount
            ? new Money(amount, currency)
            : throw new ArgumentException($"{currency} amounts have at most {Decimals(currency)} decimals.", nameof(amount));
    }

    /// <exception cref="InvalidOperationException">The two amounts are in different currencies.</exception>
    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? left with { Amount = left.Amount + right.Amount }
        : throw new InvalidOperationException($"Cannot add {right.Currency} to {left.Currency}.");

    public override string ToString() => FormattableString.Invariant($"{decimal.Round(Amount, 4):0.00##} {Currency}");
}
