using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Benchmarks.Canary;

/// <summary>Sites on the other side, each on a free port of 127.0.0.1.</summary>
internal static class Sites
{
    /// <summary>A receiver that repeats in its answers what it was sent, as careless ones do, and refuses the first of every event.</summary>
    public static Task<WebApplication> ReceiverAsync(CancellationToken stop)
    {
        var seen = new HashSet<string>();
        return StartAsync(
            async http =>
            {
                lock (seen)
                {
                    http.Response.StatusCode = seen.Add(http.Request.Headers["webhook-id"].ToString()) ? 500 : 200;
                }

                var headers = string.Join('\n', http.Request.Headers.Select(h => $"{h.Key}: {h.Value}"));
                await http.Response.WriteAsync($"Got {http.Request.Path}{http.Request.QueryString}\n{headers}", http.RequestAborted);
            },
            stop);
    }

    /// <summary>A bank whose password field takes no password.</summary>
    public static Task<WebApplication> FailingBankAsync(CancellationToken stop) => StartAsync(
        async http =>
        {
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync(
                """
                <!doctype html><form method="post" action="/in">
                <label for="u">Username</label><input id="u" name="u">
                <label for="p">Password</label><input id="p" name="p" readonly value="filled in by the page">
                <button>Log in</button></form>
                """,
                http.RequestAborted);
        },
        stop);

    private static async Task<WebApplication> StartAsync(RequestDelegate answer, CancellationToken stop)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = builder.Build();
        site.Run(answer);
        await site.StartAsync(stop);
        return site;
    }
}
