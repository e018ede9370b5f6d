namespace Reconbanker.Core.Data;

/// <summary>The primary result codes of SQLite that mean something to us.</summary>
internal static class SqliteFailure
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int IoError = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NotADatabase = 26;
}
