using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Reconbanker.Web.Demo.Serving;

/// <summary>A component rendered once as plain HTML: a whole page, or the part of one that is fetched again.</summary>
public sealed class PageResult<TComponent>(Dictionary<string, object?> parameters, int statusCode = StatusCodes.Status200OK) : IResult
    where TComponent : IComponent
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });

        httpContext.Response.StatusCode = statusCode;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(html, httpContext.RequestAborted);
    }
}
