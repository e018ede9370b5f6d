using System.Globalization;
using System.Text.Json;

namespace Reconbanker.Core.LiveViews;

/// <summary>Reads what is on a page for people who act without a mouse or without seeing, and acts on it for them.</summary>
internal sealed class PageElements(PageWorlds worlds)
{
    /// <summary>What is beyond is not listed: nobody reads so long a list.</summary>
    private const int Most = 400;

    // Nothing of a secret leaves the page: neither what it is nor how long.
    private const string Describe = """
        function(...nodes) {
          return nodes.map(node => {
            const isSecret = node.type === 'password' || /password|one-time-code|cc-number|cc-csc/.test(node.autocomplete ?? '')
              || getComputedStyle(node).webkitTextSecurity !== 'none';
            const value = String(node.value ?? node.textContent);
            return {
              isList: node instanceof HTMLSelectElement && !node.multiple,
              isPicked: ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'file'].includes(node.type),
              isSecret, isFilled: value !== '', value: isSecret ? '' : value.slice(0, 200),
              options: node instanceof HTMLSelectElement ? [...node.options].slice(0, 300).map(o => o.label.slice(0, 200)) : [],
              chosen: node.selectedIndex ?? -1,
            };
          });
        }
        """;

    // A spot of the element that nothing covers, in the middle of what is in sight. Chromium sends a press to the frame of another site
    // that was there before, until what was scrolled is drawn.
    private const string Find = """
        async function() {
          if (!this.isConnected) {
            return null;
          }

          this.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
          const drawn = new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
          await Promise.race([drawn, new Promise(done => setTimeout(done, 300))]);
          const box = [...this.getClientRects()].find(r => r.width > 0 && r.height > 0);
          const middle = (from, to, end) => (Math.max(0, from) + Math.min(end, to)) / 2;
          const [x, y] = box ? [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)] : [0, 0];
          let hit = box ? document.elementFromPoint(x, y) : null;
          while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) {
            hit = hit.shadowRoot.elementFromPoint(x, y);
          }

          return { x, y, isHit: window === top && !!hit && this.contains(hit) };
        }
        """;

    private const string Click = "function() { this.click(); }";

    private const string Focus = """
        function() {
          if (!this.isConnected || this.disabled || this.readOnly) {
            return false;
          }

          this.focus();
          if (this.select) {
            this.select();
          } else {
            getSelection().selectAllChildren(this);
          }

          return this.getRootNode().activeElement === this;
        }
        """;

    private const string Choose = """
        function(index) {
          if (!this.isConnected || this.disabled || !this.options[index] || this.options[index].disabled) {
            return false;
          }

          this.selectedIndex = index;
          this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
          this.dispatchEvent(new Event('change', { bubbles: true }));
          return true;
        }
        """;

    public async Task<IReadOnlyList<PageElement>> ReadAsync(CancellationToken cancellationToken)
    {
        var documents = await worlds.ListAsync(cancellationToken);
        var read = await Task.WhenAll(documents.Select(async document => (document.Frame, await ReadAsync(document, cancellationToken))));
        var elements = new List<PageElement>();
        var waiting = read.ToDictionary(part => part.Frame, part => part.Item2);
        foreach (var document in documents)
        {
            await AddAsync(document.Frame); // frames within are added where they stand, if that is known
        }

        return [.. elements.Take(Most)];

        async Task AddAsync(string frame)
        {
            if (!waiting.Remove(frame, out var part))
            {
                return;
            }

            foreach (var element in part)
            {
                if (element.Key.Length > 0)
                {
                    elements.Add(element);
                }
                else if (await FrameOfAsync(element, cancellationToken) is { } within)
                {
                    await AddAsync(within);
                }
            }
        }
    }

    /// <summary>Brings it into sight.</summary>
    /// <returns>Null if it is gone.</returns>
    public async Task<Spot?> FindAsync(PageElement element, CancellationToken cancellationToken) =>
        await CallAsync(element, Find, null, cancellationToken) is { ValueKind: JsonValueKind.Object } found
            ? new(found.GetProperty("x").GetDouble(), found.GetProperty("y").GetDouble(), found.GetProperty("isHit").GetBoolean())
            : null;

    /// <summary>Clicks on it by script: it is covered, or in a frame. Pages can tell that from a hand's click, but hardly any does.</summary>
    public Task ClickAsync(PageElement element, CancellationToken cancellationToken) => CallAsync(element, Click, null, cancellationToken);

    /// <summary>Puts the page's cursor into a field, with all that it holds selected.</summary>
    /// <returns>False if it takes none.</returns>
    public async Task<bool> FocusAsync(PageElement field, CancellationToken cancellationToken) =>
        await CallAsync(field, Focus, null, cancellationToken) is { ValueKind: JsonValueKind.True };

    /// <returns>False if the list has no such choice.</returns>
    public async Task<bool> ChooseAsync(PageElement list, int index, CancellationToken cancellationToken) =>
        await CallAsync(list, Choose, index, cancellationToken) is { ValueKind: JsonValueKind.True };

    private async Task<List<PageElement>> ReadAsync(PageDocument document, CancellationToken cancellationToken)
    {
        var answer = await worlds.TryAskAsync(
            document.Session, "Accessibility.getFullAXTree", new() { ["frameId"] = document.Frame }, cancellationToken);
        if (answer is not { } tree)
        {
            return [];
        }

        var found = AccessibilityTree.Read(tree);
        var fields = found.Where(f => f.Kind is ElementKind.Field or ElementKind.Button && f.Node != 0).Take(Most).Select(f => f.Node).Distinct().ToList();
        var described = await DescribeAsync(document, fields, cancellationToken);
        var texts = 0;
        return [.. found.Select(f => Element(f, described.GetValueOrDefault(f.Node)))];

        PageElement Element(AccessibilityTree.Found f, Described? field) => new(
            f.Kind is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{document.Frame}-{(f.Node == 0 ? --texts : f.Node)}"),
            f.Kind switch
            {
                null => ElementKind.Text,
                ElementKind.Field or ElementKind.Button when field is { IsList: true } => ElementKind.List,
                ElementKind.Field when field is { IsPicked: true } => ElementKind.Button,
                { } kind => kind,
            },
            f.Name,
            field is { IsList: true } ? field.Options.ElementAtOrDefault(field.Chosen) ?? ""
                : f.Kind == ElementKind.Field || field is { IsPicked: true } ? field?.Value ?? ""
                : "",
            field?.IsSecret ?? false,
            field?.IsFilled ?? false,
            f.IsOn,
            f.IsDisabled,
            field?.Options ?? [])
        {
            Document = document,
            Node = f.Node,
        };
    }

    private async Task<Dictionary<int, Described>> DescribeAsync(PageDocument document, List<int> nodes, CancellationToken cancellationToken)
    {
        var group = NewGroup();
        var objects = await Task.WhenAll(nodes.Select(node => ResolveAsync(document, node, group, cancellationToken)));
        var there = nodes.Zip(objects).Where(pair => pair.Second is not null).ToList();
        if (there.Count == 0)
        {
            return [];
        }

        var answer = await worlds.TryAskAsync(
            document.Session,
            "Runtime.callFunctionOn",
            new()
            {
                ["functionDeclaration"] = Describe,
                ["executionContextId"] = document.Context,
                ["arguments"] = there.Select(pair => new Dictionary<string, object> { ["objectId"] = pair.Second! }).ToArray(),
                ["returnByValue"] = true,
            },
            cancellationToken);
        _ = document.Session.Send("Runtime.releaseObjectGroup", new() { ["objectGroup"] = group });
        return answer is { } given && given.GetProperty("result").TryGetProperty("value", out var value)
            && value.Deserialize(ElementJson.Default.DescribedArray) is { } described && described.Length == there.Count
            ? there.Zip(described).ToDictionary(pair => pair.First.First, pair => pair.Second)
            : [];
    }

    private async Task<JsonElement?> CallAsync(PageElement element, string function, int? argument, CancellationToken cancellationToken)
    {
        var session = element.Document!.Session;
        var group = NewGroup();
        if (await ResolveAsync(element.Document, element.Node, group, cancellationToken) is not { } target)
        {
            return null;
        }

        var answer = await worlds.TryAskAsync(
            session,
            "Runtime.callFunctionOn",
            new()
            {
                ["functionDeclaration"] = function,
                ["objectId"] = target,
                ["arguments"] = argument is { } index ? new object[] { new Dictionary<string, object> { ["value"] = index } } : [],
                ["returnByValue"] = true,
                ["awaitPromise"] = true,
                ["userGesture"] = true,
            },
            cancellationToken);
        _ = session.Send("Runtime.releaseObjectGroup", new() { ["objectGroup"] = group });
        return answer is { } given && given.GetProperty("result").TryGetProperty("value", out var value) ? value : null;
    }

    /// <summary>What is held for one call ends with it, and takes nothing from another that is under way.</summary>
    private static string NewGroup() => $"live-view-{Guid.NewGuid():N}";

    private async Task<string?> ResolveAsync(PageDocument document, int node, string group, CancellationToken cancellationToken)
    {
        var answer = await worlds.TryAskAsync(
            document.Session,
            "DOM.resolveNode",
            new() { ["backendNodeId"] = node, ["executionContextId"] = document.Context, ["objectGroup"] = group },
            cancellationToken);
        return answer?.GetProperty("object").TryGetProperty("objectId", out var id) == true ? id.GetString() : null;
    }

    private async Task<string?> FrameOfAsync(PageElement frame, CancellationToken cancellationToken)
    {
        var answer = await worlds.TryAskAsync(
            frame.Document!.Session, "DOM.describeNode", new() { ["backendNodeId"] = frame.Node }, cancellationToken);
        return answer?.GetProperty("node").TryGetProperty("frameId", out var id) == true ? id.GetString() : null;
    }

    /// <param name="IsHit">Whether a press there hits it: it is in the page itself, and nothing covers it.</param>
    internal readonly record struct Spot(double X, double Y, bool IsHit);

    internal sealed record Described(
        bool IsList, bool IsPicked, bool IsSecret, bool IsFilled, string Value, IReadOnlyList<string> Options, int Chosen);
}
