using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Browser.Egress;

namespace Reconbanker.Tests.Browser;

/// <summary>A site with a sign-in form, which accepts anything.</summary>
public sealed class TinySite : IAsyncDisposable
{
    private const string Form = """
        <!doctype html><title>Sign in</title>
        <form method="{0}" action="/in" autocomplete="on">
          <input name="username" id="username" autocomplete="username">
          <input name="password" id="password" type="password">
          <input name="code" id="code" type="text" autocomplete="on">
          <textarea name="note" id="note"></textarea>
          <button>Sign in</button>
        </form>
        """;

    private readonly WebApplication _site;

    private TinySite(WebApplication site) => _site = site;

    public string Address => _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Lets a browser reach it, where the guard lets it out to loopback.</summary>
    public EgressRules Egress => new(["127.0.0.1"], new Uri(Address).Port);

    public static async Task<TinySite> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.Run(async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(context.Request.Path.Value switch
            {
                "/in" => "<!doctype html><h1>Welcome</h1>",
                "/get" => Form.Replace("{0}", "get", StringComparison.Ordinal),
                _ => Form.Replace("{0}", "post", StringComparison.Ordinal),
            });
        });
        await site.StartAsync(cancellationToken);
        return new(site);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
