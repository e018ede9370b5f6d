using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Reconbanker.Core.Data;

/// <summary>Lets <c>dotnet ef</c> make migrations without starting the app.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<ReconbankerDb>
{
    public ReconbankerDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<ReconbankerDb>().UseSqlite("Data Source=:memory:").Options);
}
