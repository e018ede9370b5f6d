using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Reconbanker.Core.Trials;

/// <summary>
/// The words that a driver's code names: its labels, selectors, headings and states. They are public already, and without them the driver
/// finds nothing in a recorded page.
/// </summary>
internal static partial class DriverWords
{
    /// <summary>Of all texts in the driver's assembly, since drivers share what they parse with.</summary>
    public static IReadOnlySet<string> Of(Type driver)
    {
        using var file = File.OpenRead(driver.Assembly.Location);
        using var program = new PEReader(file);
        var metadata = program.GetMetadataReader();
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var size = metadata.GetHeapSize(HeapIndex.UserString);
        for (var text = MetadataTokens.UserStringHandle(1); !text.IsNil && metadata.GetHeapOffset(text) < size; text = metadata.GetNextHandle(text))
        {
            words.UnionWith(In(metadata.GetUserString(text)));
        }

        return words;
    }

    /// <summary>The words of a text, as a page's texts are taken apart.</summary>
    public static IEnumerable<string> In(string text) => Word().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\p{Nd}]+")]
    private static partial Regex Word();
}
