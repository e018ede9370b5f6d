using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Core.Data;

/// <summary>The section "Storage" of the configuration.</summary>
public sealed class StorageOptions
{
    /// <summary>With less room than this on the disk of the data folder, no session begins. 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int LeastFreeMegabytes { get; set; } = 500;
}
