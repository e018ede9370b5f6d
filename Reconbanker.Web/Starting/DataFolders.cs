using Reconbanker.Core.Data;

namespace Reconbanker.Web.Starting;

internal static class DataFolders
{
    /// <summary>The data folder that the settings name, or the usual one.</summary>
    public static DataFolder Of(IConfiguration configuration) =>
        new(configuration["Reconbanker:DataDirectory"] ?? DataFolder.DefaultPath, configuration["Reconbanker:VaultKeyFile"]);
}
