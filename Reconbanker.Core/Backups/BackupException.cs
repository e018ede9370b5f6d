namespace Reconbanker.Core.Backups;

public enum BackupProblem { NotABackup, NewerFormat, WrongSecret, Changed, Truncated }

/// <summary>A backup cannot be read. The message says why, for people.</summary>
public sealed class BackupException(BackupProblem problem) : Exception(problem switch
{
    BackupProblem.NotABackup => "This file is no backup of Reconbanker.",
    BackupProblem.NewerFormat => "This backup was made by a newer Reconbanker, in a form that this one does not know.",
    BackupProblem.WrongSecret => "The passphrase (or key file) is not the one of this backup, or the beginning of the file was changed.",
    BackupProblem.Truncated => "The backup ends too early: a part of it is missing.",
    _ => "The backup was changed or is damaged.",
})
{
    public BackupProblem Problem => problem;
}
