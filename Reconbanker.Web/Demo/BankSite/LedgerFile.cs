using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Reconbanker.Core.Data;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What is kept of the ledger between restarts.</summary>
/// <param name="NextDocument">Number of the next transfer that is received. Never goes back, so that no two ever look the same.</param>
/// <param name="Accounts">By account number; null in a file that knew no seed days, of which only the number is taken up.</param>
public sealed record LedgerContent(int NextDocument, IReadOnlyDictionary<string, KeptAccount>? Accounts);

/// <summary>What is kept of one account: its seed is the same for the same day, and need not be.</summary>
/// <param name="SeededOn">The bank's day that the seeded movements are as of.</param>
/// <param name="Received">What came since, in the order in which it came.</param>
public sealed record KeptAccount(DateOnly SeededOn, ImmutableList<LedgerRow> Received);

/// <summary>The file demo/ledger.json below the data folder, readable by its owner alone.</summary>
public sealed class LedgerFile(DataFolder folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private readonly string _folder = Path.Combine(folder.Root, "demo");

    private string Target => Path.Combine(_folder, "ledger.json");

    /// <returns>Null when nothing has been kept yet.</returns>
    /// <exception cref="JsonException">The file is not ours, or damaged; the message names it.</exception>
    public async Task<LedgerContent?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Target))
        {
            return null;
        }

        await using var stream = File.OpenRead(Target);
        try
        {
            return await JsonSerializer.DeserializeAsync<LedgerContent>(stream, Json, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new JsonException($"{Target} cannot be read; delete it to begin again.", e);
        }
    }

    /// <summary>Replaces the file as one step: a crash leaves the old one or the new one.</summary>
    public async Task WriteAsync(LedgerContent content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(_folder);
        }
        else
        {
            Directory.CreateDirectory(_folder, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        var fresh = Target + ".new";
        await using (var stream = new FileStream(fresh, options))
        {
            await JsonSerializer.SerializeAsync(stream, content, Json, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, Target, overwrite: true);
    }
}
