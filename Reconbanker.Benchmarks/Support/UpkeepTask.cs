namespace Reconbanker.Benchmarks.Support;

internal enum UpkeepTask
{
    /// <summary>Starts the app, lets it finish what was cut off, and stops it.</summary>
    Start,

    /// <summary>The command "backup".</summary>
    Backup,

    /// <summary>The command "restore --replace".</summary>
    Restore,

    /// <summary>Changes the vault key in the running app, to the end.</summary>
    ChangeKey,
}
