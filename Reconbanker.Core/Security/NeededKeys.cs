using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Reconbanker.Core.Data;

namespace Reconbanker.Core.Security;

/// <summary>Which keys a database needs. It may be of an earlier version, and is only read.</summary>
internal static class NeededKeys
{
    /// <returns>Ids, the oldest key first; none when nothing is sealed.</returns>
    public static IReadOnlyList<string> Of(ReconbankerDb db)
    {
        if (db.GetService<IRelationalDatabaseCreator>() is var database && !(database.Exists() && database.HasTables()))
        {
            return [];
        }

        var columns = SealedColumns.Of(db.Model);
        if (!columns.Any(column => OrNothing(() => column.FirstMarks(db, distinct: false)).Count > 0))
        {
            return [];
        }

        // A version before there was the table: the values themselves say it.
        var known = OrNothing(() => db.SealingKeys.Where(key => key.RetiredAt == null).OrderBy(key => key.MadeAt).Select(key => key.Id).ToList());
        return known.Count > 0
            ? known
            : [.. columns.SelectMany(column => OrNothing(() => column.FirstMarks(db, distinct: true)))
                .Select(VaultKeyRing.KeyIdOf).OfType<string>().Distinct()];
    }

    private static List<string> OrNothing(Func<List<string>> read)
    {
        try
        {
            return read();
        }
        catch (DbException e) when (e.Message.Contains("no such", StringComparison.Ordinal))
        {
            // The table or column is of a later version than the database.
            return [];
        }
    }
}
