using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reconbanker.Tests.LiveViews;

/// <summary>Pages of a bank and of another company, a.localhost and b.localhost: to Chromium two sites, in two processes.</summary>
internal sealed class TwoSites : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TwoSites(WebApplication app) => _app = app;

    public string BankHost => $"a.localhost:{Port}";

    public string OtherHost => $"b.localhost:{Port}";

    public string Bank => $"http://{BankHost}/";

    public string Other => $"http://{OtherHost}/";

    private int Port =>
        new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <param name="bank">Body of each page of the bank; %other% is the address of the other site.</param>
    /// <param name="other">Body of each page of the other site.</param>
    public static async Task<TwoSites> StartAsync(string bank, string other, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sites = new TwoSites(app);
        app.Run(context =>
        {
            var body = context.Request.Host.Value == sites.BankHost ? bank.Replace("%other%", sites.Other, StringComparison.Ordinal) : other;
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!DOCTYPE html><body style='margin:0'>{body}</body>");
        });
        await app.StartAsync(cancellationToken);
        return sites;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
