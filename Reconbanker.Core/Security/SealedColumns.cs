using System.Data;
using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Every sealed column of the model: a property whose name begins with "Sealed" is one, and no other may hold a sealed value.</summary>
internal static class SealedColumns
{
    public const string Prefix = "Sealed";

    /// <exception cref="InvalidOperationException">One is neither text nor bytes, or its row has no single id, so that it cannot be bound.</exception>
    public static IReadOnlyList<SealedColumn> Of(IModel model) =>
        [.. model.GetEntityTypes().SelectMany(entity => entity.GetProperties()
            .Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(property => Of(entity, property)))];

    private static SealedColumn Of(IEntityType entity, IProperty property)
    {
        var key = entity.FindPrimaryKey() is { Properties: [{ } only] } && only.ClrType == typeof(Guid) ? only : null;
        if (key is null || (property.ClrType != typeof(string) && property.ClrType != typeof(byte[])))
        {
            throw new InvalidOperationException(
                $"{entity.ClrType.Name}.{property.Name} is named as a sealed value, but is no text or bytes of a row with one Guid as its key.");
        }

        return new SealedColumn(
            entity.ClrType.Name, property.Name, entity.GetTableName()!, property.GetColumnName(), key.GetColumnName(), property.ClrType == typeof(string));
    }
}

/// <param name="Entity">With the property, what its values are bound to.</param>
internal sealed record SealedColumn(string Entity, string Property, string Table, string Column, string Key, bool IsText)
{
    private const int Batch = 50;

    public override string ToString() => $"{Entity}.{Property}";

    public SealContext Context(Guid rowId) => SealContext.For(Entity, Property, rowId);

    /// <summary>The beginnings of its values: one, or all that there are.</summary>
    public List<string> FirstMarks(ReconbankerDb db, bool distinct)
    {
        using var command = Command(db, distinct
            ? $"""SELECT DISTINCT substr("{Column}", 1, {VaultKeyRing.MarkLength}) FROM "{Table}" WHERE "{Column}" IS NOT NULL"""
            : $"""SELECT substr("{Column}", 1, {VaultKeyRing.MarkLength}) FROM "{Table}" WHERE "{Column}" IS NOT NULL LIMIT 1""");
        using var reader = command.ExecuteReader();
        var marks = new List<string>();
        while (reader.Read())
        {
            marks.Add(IsText ? reader.GetString(0) : Encoding.Latin1.GetString((byte[])reader.GetValue(0)));
        }

        return marks;
    }

    /// <summary>How many values another key than this sealed.</summary>
    public async Task<int> CountOthersAsync(ReconbankerDb db, string keyId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            db,
            $"""SELECT COUNT(*) FROM "{Table}" WHERE "{Column}" IS NOT NULL AND substr("{Column}", 1, {VaultKeyRing.MarkLength}) <> @mark""",
            ("@mark", Mark(keyId)));
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Values after that row, at most a batch of them, in the order of their rows.</summary>
    /// <param name="exceptKeyId">Leaves out what this key sealed; null is all.</param>
    public async Task<List<(Guid RowId, object Value)>> ReadAsync(
        ReconbankerDb db, Guid after, string? exceptKeyId, CancellationToken cancellationToken)
    {
        var others = exceptKeyId is null ? "" : $"""AND substr("{Column}", 1, {VaultKeyRing.MarkLength}) <> @mark""";
        await using var command = Command(
            db,
            $"""SELECT "{Key}", "{Column}" FROM "{Table}" WHERE "{Column}" IS NOT NULL AND "{Key}" > @after {others} ORDER BY "{Key}" LIMIT {Batch}""",
            ("@after", after),
            ("@mark", Mark(exceptKeyId ?? "")));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<(Guid, object)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add((reader.GetGuid(0), reader.GetValue(1)));
        }

        return values;
    }

    /// <summary>Replaces a value, unless somebody else did meanwhile.</summary>
    public async Task ReplaceAsync(ReconbankerDb db, Guid rowId, object former, object value, CancellationToken cancellationToken)
    {
        await using var command = Command(
            db,
            $"""UPDATE "{Table}" SET "{Column}" = @value WHERE "{Key}" = @row AND "{Column}" = @former""",
            ("@value", value),
            ("@row", rowId),
            ("@former", former));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Opens a value with whichever key sealed it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It does not open.</exception>
    public void Open(VaultKeyRing ring, Guid rowId, object value) => _ = IsText
        ? ring.Open((string)value, Context(rowId))
        : (object)ring.Open((byte[])value, Context(rowId));

    /// <summary>The same secret, sealed with the ring's first key.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It does not open.</exception>
    public object Reseal(VaultKeyRing ring, Guid rowId, object value) => IsText
        ? ring.Seal(ring.Open((string)value, Context(rowId)), Context(rowId))
        : ring.Seal(ring.Open((byte[])value, Context(rowId)), Context(rowId));

    private object Mark(string keyId) => IsText ? VaultKeyRing.Mark(keyId) : Encoding.ASCII.GetBytes(VaultKeyRing.Mark(keyId));

    private static DbCommand Command(ReconbankerDb db, string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
        {
            db.Database.OpenConnection();
        }

        var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
