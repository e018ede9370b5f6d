namespace Reconbanker.Core.Security;

/// <summary>The place that a sealed value belongs to. It is part of the seal: in another row or column the value does not open.</summary>
public readonly record struct SealContext
{
    private SealContext(string table, string column, Guid rowId) => (Table, Column, RowId) = (table, column, rowId);

    public string Table { get; }
    public string Column { get; }
    public Guid RowId { get; }

    /// <example><c>SealContext.For(nameof(Account), nameof(Account.SealedPassword), account.Id)</c></example>
    /// <param name="table">Name of the entity.</param>
    /// <param name="column">Name of the property that holds the vault text.</param>
    public static SealContext For(string table, string column, Guid rowId) => new(table, column, rowId);

    public override string ToString() => $"{Table}:{Column}:{RowId:D}";
}
