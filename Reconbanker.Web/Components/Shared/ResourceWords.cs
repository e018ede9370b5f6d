using System.Globalization;
using System.Resources;

namespace Reconbanker.Web.Components.Shared;

/// <summary>Texts whose key is made from a value of a closed list.</summary>
internal static class ResourceWords
{
    /// <exception cref="InvalidOperationException">There is no such text: a value was added without its words.</exception>
    public static string Word(this ResourceManager texts, string key) => texts.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"{texts.BaseName} has no '{key}'.");
}
