using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Reconbanker.Tests.Drivers;

/// <summary>A site whose pages are bodies of HTML given by a test, and whose connections break when the test says so.</summary>
internal sealed class ScriptedSite : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly ConcurrentDictionary<string, int> _asked = [];

    private ScriptedSite(WebApplication site) => _site = site;

    /// <summary>Times that a page was asked for, by method and path, e.g. "GET /".</summary>
    public int Asked(string request) => _asked.GetValueOrDefault(request);

    /// <summary>By any name of this machine.</summary>
    public Uri At(string path, string host = "127.0.0.1")
    {
        var address = new Uri(_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new UriBuilder(address) { Host = host, Path = path }.Uri;
    }

    /// <param name="answer">The body for a request such as "GET /" that comes for the n-th time, from 1; null breaks the connection.</param>
    public static async Task<ScriptedSite> StartAsync(Func<string, int, string?> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var site = new ScriptedSite(app);
        app.Run(async context =>
        {
            var request = $"{context.Request.Method} {context.Request.Path}";
            var body = answer(request, site._asked.AddOrUpdate(request, 1, (_, times) => times + 1));
            if (body is null)
            {
                context.Abort();
                return;
            }

            // A browser repeats by itself what it sent on a connection that it had used before; here it uses each once.
            context.Response.Headers.Connection = "close";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"<!doctype html>{body}");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
