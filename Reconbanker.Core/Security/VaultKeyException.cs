namespace Reconbanker.Core.Security;

public enum VaultProblem { Missing, Damaged, Unreadable, Other }

/// <summary>The vault stays sealed: its key is missing, damaged, or not the one that sealed the database. Says which file must be put back.</summary>
public sealed class VaultKeyException : Exception
{
    internal VaultKeyException(VaultProblem problem, string file, IReadOnlyList<string> needed, IReadOnlyList<string> found, string detail = "")
        : base(Say(problem, file, needed, found, detail)) => (Problem, File, Needed, Found) = (problem, file, needed, found);

    public VaultProblem Problem { get; }

    public string File { get; }

    /// <summary>Ids of the keys that the database needs: two while a rotation is under way.</summary>
    public IReadOnlyList<string> Needed { get; }

    /// <summary>Ids of the keys that are in the file.</summary>
    public IReadOnlyList<string> Found { get; }

    private static string Say(VaultProblem problem, string file, IReadOnlyList<string> needed, IReadOnlyList<string> found, string detail)
    {
        var ids = needed.Count == 0 ? "an unreadable key id" : $"key id {string.Join(" and ", needed)}";
        return problem switch
        {
            VaultProblem.Missing => $"The vault key {file} is missing, and the database holds secrets that only it opens ({ids}). "
                + "Restore the file from your copy; no new key was made and nothing has been changed.",
            VaultProblem.Damaged => $"The vault key {file} is damaged: {detail} Restore it from your copy.",
            VaultProblem.Unreadable => $"The vault key {file} cannot be read or made: {detail}",
            _ => $"The vault key {file} (id {string.Join(" and ", found)}) is not the one that this database was sealed with ({ids}). "
                + "Restore the right key file; nothing has been changed.",
        };
    }
}
