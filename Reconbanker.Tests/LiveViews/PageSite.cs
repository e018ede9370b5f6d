using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A server that answers as a test says, for all names below localhost: to Chromium, each name is a site of its own.</summary>
internal sealed class PageSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _scheme;

    private PageSite(WebApplication app, string scheme) => (_app, _scheme) = (app, scheme);

    public int Port => new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public static Task<PageSite> StartAsync(RequestDelegate answer, CancellationToken cancellationToken) =>
        StartAsync(answer, "http", cancellationToken);

    /// <summary>Over TLS, with a certificate that nobody trusts.</summary>
    public static Task<PageSite> StartUntrustedAsync(RequestDelegate answer, CancellationToken cancellationToken) =>
        StartAsync(answer, "https", cancellationToken);

    public string Host(string name) => $"{name}.localhost:{Port}";

    public string At(string name, string path = "/") => $"{_scheme}://{Host(name)}{path}";

    /// <summary>A page with this body.</summary>
    public static Task WriteAsync(HttpContext context, string body)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"<!DOCTYPE html><body style='margin:0'>{body}</body>");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<PageSite> StartAsync(RequestDelegate answer, string scheme, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls($"{scheme}://127.0.0.1:0");
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        if (scheme == "https")
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = NewCertificate()));
        }

        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(cancellationToken);
        return new(app, scheme);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=bank.localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
