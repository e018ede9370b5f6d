using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Reconbanker.Core.LiveViews;

/// <summary>What Chromium tells screen readers of one document, as a list: what is read and what is acted on, in the order of the page.</summary>
internal sealed class AccessibilityTree
{
    private const int LongestText = 300;

    private static readonly FrozenDictionary<string, ElementKind> Kinds = new Dictionary<string, ElementKind>
    {
        ["heading"] = ElementKind.Heading,
        ["link"] = ElementKind.Link,
        ["button"] = ElementKind.Button,
        ["tab"] = ElementKind.Button,
        ["menuitem"] = ElementKind.Button,
        ["option"] = ElementKind.Button,
        ["treeitem"] = ElementKind.Button,
        ["DisclosureTriangle"] = ElementKind.Button,
        ["popUpButton"] = ElementKind.Button,
        ["Date"] = ElementKind.Button,
        ["DateTime"] = ElementKind.Button,
        ["InputTime"] = ElementKind.Button,
        ["ColorWell"] = ElementKind.Button,
        ["checkbox"] = ElementKind.Check,
        ["switch"] = ElementKind.Check,
        ["menuitemcheckbox"] = ElementKind.Check,
        ["radio"] = ElementKind.Radio,
        ["menuitemradio"] = ElementKind.Radio,
        ["textbox"] = ElementKind.Field,
        ["searchbox"] = ElementKind.Field,
        ["spinbutton"] = ElementKind.Field,
        ["combobox"] = ElementKind.Field,
    }.ToFrozenDictionary();

    /// <summary>What is acted on as a whole: a date's months and days, for one, are chosen in a picker.</summary>
    private static readonly FrozenSet<string> Whole = FrozenSet.Create("popUpButton", "Date", "DateTime", "InputTime", "ColorWell");

    /// <summary>What stands within a line; anything else begins a text anew.</summary>
    private static readonly FrozenSet<string> Inline =
        FrozenSet.Create("strong", "emphasis", "mark", "code", "subscript", "superscript", "time", "abbr", "none", "LineBreak", "LabelText");

    private readonly Dictionary<string, JsonElement> _nodes;
    private readonly List<Found> _found = [];
    private readonly StringBuilder _text = new();
    private string _textNode = "";

    private AccessibilityTree(Dictionary<string, JsonElement> nodes) => _nodes = nodes;

    /// <param name="Node">DevTools' number of the element.</param>
    /// <param name="Kind">Null for a frame, whose document is elsewhere.</param>
    internal readonly record struct Found(int Node, ElementKind? Kind, string Name, bool IsOn, bool IsDisabled);

    /// <param name="answer">To <c>Accessibility.getFullAXTree</c>.</param>
    public static IReadOnlyList<Found> Read(JsonElement answer)
    {
        var nodes = answer.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("nodeId").GetString()!);
        var tree = new AccessibilityTree(nodes);
        foreach (var root in nodes.Values.Where(node => !node.TryGetProperty("parentId", out _)))
        {
            tree.Visit(root, block: "", isRead: true, depth: 0);
        }

        tree.EndText();
        return tree._found;
    }

    private void Visit(JsonElement node, string block, bool isRead, int depth)
    {
        if (depth > 500)
        {
            return; // no page that people read is so deep
        }

        var id = node.GetProperty("nodeId").GetString()!;
        var role = node.GetProperty("ignored").GetBoolean() ? "none" : Text(node, "role");
        block = Inline.Contains(role) || role == "StaticText" ? block : id;
        if (role == "StaticText")
        {
            if (isRead)
            {
                Add(Text(node, "name"), block);
            }

            return;
        }

        if (role == "Iframe" || Kinds.ContainsKey(role))
        {
            EndText();
            var kind = role == "Iframe" ? (ElementKind?)null : Kinds[role];
            _found.Add(new(
                node.TryGetProperty("backendDOMNodeId", out var number) ? number.GetInt32() : 0,
                kind, Cut(Text(node, "name")), Property(node, "checked") is "true" or "mixed" || Property(node, "selected") == "true",
                Property(node, "disabled") == "true"));
            if (kind is null or ElementKind.Field or ElementKind.Check or ElementKind.Radio || Whole.Contains(role))
            {
                return;
            }

            isRead = false; // its name says it; but a heading may hold a link
        }

        if (node.TryGetProperty("childIds", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                if (_nodes.TryGetValue(child.GetString()!, out var next))
                {
                    Visit(next, block, isRead && role != "LabelText", depth + 1);
                }
            }
        }
    }

    private void Add(string text, string block)
    {
        if (block != _textNode)
        {
            EndText();
            _textNode = block;
        }

        _text.Append(text);
    }

    private void EndText()
    {
        var text = _text.ToString().Trim();
        if (text.Length > 0)
        {
            _found.Add(new(0, ElementKind.Text, Cut(text), false, false));
        }

        _text.Clear();
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : $"{text[..LongestText]}…";

    private static string Text(JsonElement node, string property) =>
        node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static string Property(JsonElement node, string name) =>
        node.TryGetProperty("properties", out var properties)
        && properties.EnumerateArray().FirstOrDefault(p => p.GetProperty("name").GetString() == name) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("value").GetProperty("value").ToString().ToLowerInvariant()
            : "";
}
