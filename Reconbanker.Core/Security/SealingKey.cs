namespace Reconbanker.Core.Security;

/// <summary>What the database knows of a vault key: never the key itself.</summary>
public sealed class SealingKey
{
    /// <summary>16 hexadecimal digits that follow from the key.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When an administrator confirmed that its recovery sheet is kept; null until then.</summary>
    public DateTimeOffset? SheetKeptAt { get; set; }

    /// <summary>When the sheet was last shown, and to whom.</summary>
    public DateTimeOffset? SheetShownAt { get; set; }
    public Guid? SheetShownTo { get; set; }

    /// <summary>When nothing was sealed with it any more; null while it is needed.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
