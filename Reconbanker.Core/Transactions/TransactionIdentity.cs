using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Transactions;

/// <summary>
/// What makes two rows the same: never a position and never the text that a bank rewrites, but the bank's id within its day, or, without
/// one, everything that the row says. Twins share a key and are told apart by being counted.
/// </summary>
public static class TransactionIdentity
{
    // Cannot occur in what is joined: control characters are removed first.
    private const char Separator = '\u001f';

    /// <summary>SHA-256 in hexadecimal of what identifies the row within the bank account that our account reads.</summary>
    public static string Key(Guid accountId, string bankAccountNumber, IdStrength strength, ScrapedTransaction row)
    {
        var day = row.BookedOn.ToString("O", CultureInfo.InvariantCulture);
        var amount = row.Amount.Amount.ToString("0.0000", CultureInfo.InvariantCulture);
        string[] parts = HasId(strength, row)
            ? ["id", Normalize(row.BankId), day, amount, row.Amount.Currency]
            : ["row", day, amount, row.Amount.Currency, Normalize(row.BankId), Normalize(row.SenderName), Normalize(row.Description)];
        var text = string.Join(Separator, [accountId.ToString(), Normalize(bankAccountNumber), .. parts]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whether the bank's id tells the row from every other of its day, so that seeing it twice is seeing one row twice.</summary>
    public static bool HasId(IdStrength strength, ScrapedTransaction row) =>
        strength is IdStrength.Unique or IdStrength.UniquePerDay && Normalize(row.BankId).Trim('0').Length > 0;

    /// <summary>Whether a stored transaction is one of this bank account, and if so whether the bank's id identified it; null when it is not.</summary>
    public static bool? WasIdentifiedById(Transaction transaction, Guid accountId, string bankAccountNumber)
    {
        var row = transaction.AsRow();
        return transaction.IdentityKey == Key(accountId, bankAccountNumber, IdStrength.Unique, row) ? HasId(IdStrength.Unique, row)
            : transaction.IdentityKey == Key(accountId, bankAccountNumber, IdStrength.None, row) ? false
            : null;
    }

    /// <summary>UUID (version 8) from a key and its ordinal: the same whenever the same row is read again.</summary>
    public static Guid Id(string key, int ordinal)
    {
        Span<byte> input = stackalloc byte[36];
        Convert.FromHexString(key, input, out _, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[32..], ordinal);
        return StableId.Of(input);
    }

    private static string Normalize(string? text)
    {
        if (text is null)
        {
            return "";
        }

        var words = text.Normalize(NormalizationForm.FormC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(c => !char.IsControl(c))));
        return string.Join(' ', words);
    }
}
