using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Reconbanker.Tests.Walks;

/// <summary>A site that looks to the demo bank's driver like its bank, until it is signed in to.</summary>
internal sealed class FaultyBank : IAsyncDisposable
{
    private readonly WebApplication _site;
    private readonly TaskCompletionSource _signedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FaultyBank(string passwordField, string welcome)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _site = builder.Build();
        _site.Run(async context =>
        {
            context.Response.ContentType = "text/html";
            if (context.Request.Path == "/in")
            {
                _signedIn.TrySetResult();
                await context.Response.WriteAsync($"<!doctype html>{welcome}");
                return;
            }

            await context.Response.WriteAsync($"""
                <!doctype html><form method="post" action="/in">
                <label for="u">Username</label><input id="u" name="u">
                <label for="p">Password</label><input id="p" name="p" {passwordField}>
                <button>Log in</button></form>
                """);
        });
    }

    public string Address => _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Ends when the credentials have been sent.</summary>
    public Task SignedIn => _signedIn.Task;

    /// <param name="passwordField">Attributes of the password's input, e.g. "disabled".</param>
    /// <param name="welcome">What the site answers to the credentials.</param>
    public static async Task<FaultyBank> StartAsync(string passwordField, string welcome, CancellationToken cancellationToken)
    {
        var bank = new FaultyBank(passwordField, welcome);
        await bank._site.StartAsync(cancellationToken);
        return bank;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
