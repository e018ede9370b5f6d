using System.Text.Json;
using Reconbanker.Web.Demo.Panel;

namespace Reconbanker.Web.Demo.Faults;

/// <summary>The switches by HTTP: what is on, and moving some of them, as JSON or as a form.</summary>
public static class FaultPages
{
    public static void MapFaults(this IEndpointRouteBuilder panel)
    {
        panel.MapGet("/faults", (DemoSite site) => TypedResults.Json(Read(site.Faults)));
        panel.MapPost("/faults", ChangeAsync);
    }

    private static async Task<IResult> ChangeAsync(DemoSite site, HttpRequest request)
    {
        var values = await ReadAsync(request);
        var problem = values is null
            ? new FaultProblem("body", "The body must be a form, or a JSON object such as {\"maintenance\": true}.")
            : site.Faults.Change(values);

        // A person who pressed the panel's button wants the panel; everybody else wants to read what holds now.
        if (request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return problem is null ? PanelPages.Done("faults", "faults") : PanelPages.Refused(site, problem.Message);
        }

        return problem is null ? TypedResults.Json(Read(site.Faults)) : TypedResults.BadRequest(problem);
    }

    private static Dictionary<string, object> Read(DemoFaults faults)
    {
        var settings = faults.Settings;
        return faults.Fields.ToDictionary(f => f.Name, f => f.Read(settings));
    }

    /// <returns>Null when the body is neither a form nor a JSON object.</returns>
    private static async Task<IReadOnlyList<KeyValuePair<string, string>>?> ReadAsync(HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType)
            {
                var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                return [.. form.Select(f => KeyValuePair.Create(f.Key, f.Value.ToString()))];
            }

            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Text(p.Value)))]
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
