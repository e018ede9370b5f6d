using System.Text.Encodings.Web;
using System.Text.Json;

namespace Reconbanker.Core.Trials;

/// <summary>The index of a folder of recorded pages: what was read, and on which page.</summary>
/// <param name="Bank">Code of the bank.</param>
/// <param name="BankAccountNumber">As the recorded pages show it, which is not as the bank does.</param>
/// <param name="From">First day that was wanted.</param>
/// <param name="To">The bank's day on which it was recorded.</param>
internal sealed record Recording(string Bank, string BankAccountNumber, DateOnly From, DateOnly To, IReadOnlyList<RecordedPage> Pages)
{
    public const string FileName = "index.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is for people to read, and for no browser
    };

    public static async Task<Recording> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(Path.Combine(folder, FileName));
        return await JsonSerializer.DeserializeAsync<Recording>(file, Json, cancellationToken)
            ?? throw new JsonException($"{Path.Combine(folder, FileName)} holds no recording.");
    }

    public async Task SaveAsync(string folder, CancellationToken cancellationToken) =>
        await File.WriteAllTextAsync(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n", cancellationToken);
}

/// <summary>One page as the driver last looked at it.</summary>
/// <param name="Address">Path and query at which the driver finds it; the first page is the one on which it begins.</param>
/// <param name="Steps">What the driver did there, in order.</param>
internal sealed record RecordedPage(string File, string Address, IReadOnlyList<string> Steps);
