using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Reconbanker.Web.Demo.BankSite;

namespace Reconbanker.Web.Demo.Faults;

/// <summary>Goes around every request to the bank: does what the switches say, and lets the session's customer do theirs.</summary>
public static class FaultyServing
{
    private const string UsedMark = "faronda-used";
    private static readonly string[] Elsewhere = ["/demo", "/phone", "/shop", "/assets"];

    public static void UseFaults(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var isFirst = context.Features.Get<IConnectionItemsFeature>()?.Items.TryAdd(UsedMark, true) ?? false;
        context.Features.Set(new ConnectionUse(isFirst));
        if (Elsewhere.Any(place => context.Request.Path.StartsWithSegments(place)))
        {
            await next(context);
            return;
        }

        var site = context.RequestServices.GetRequiredService<DemoSite>();
        if (site.Faults.DropsThisRequest())
        {
            context.Abort();
            return;
        }

        var session = BankSession.Of(context);
        await DelayAsync(site.Faults.Settings, session, context);
        if (site.Faults.Settings.Maintenance)
        {
            await MaintenancePage.Result.ExecuteAsync(context);
        }
        else if (IsLogin(context.Request) && site.Faults.TakeLoginToDrop())
        {
            await next(context);
            await CutOffAsync(context);
        }
        else if (session is { IsSignedIn: true })
        {
            await session.Customer.ServeAsync(session, context, next);
        }
        else
        {
            await next(context);
        }
    });

    /// <summary>
    /// Whether the request is the first of its connection. What is dropped on an older one, browsers quietly ask for again:
    /// the connection might have been closed just before.
    /// </summary>
    public static bool IsFirstOfConnection(HttpContext context) => context.Features.GetRequiredFeature<ConnectionUse>().IsFirst;

    private static bool IsLogin(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Path == "/login";

    private static async Task DelayAsync(FaultSettings settings, BankSession? session, HttpContext context)
    {
        if (settings.DelayMs == 0)
        {
            return;
        }

        var user = IsLogin(context.Request) && context.Request.HasFormContentType
            ? await UserNameAsync(context)
            : session?.Customer.UserName;
        if (settings.DelayFor == FaultSettings.Everyone || settings.DelayFor.Equals(user, StringComparison.OrdinalIgnoreCase))
        {
            var clock = context.RequestServices.GetRequiredService<TimeProvider>();
            await Task.Delay(TimeSpan.FromMilliseconds(settings.DelayMs), clock, context.RequestAborted);
        }
    }

    private static async Task<string?> UserNameAsync(HttpContext context)
    {
        try
        {
            return (await context.Request.ReadFormAsync(context.RequestAborted))["username"].ToString().Trim();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null; // no form after all: who reads it next says so
        }
    }

    /// <summary>Begins an answer that says nothing and closes in its middle: had it not begun, the browser might send the login once more.</summary>
    private static async Task CutOffAsync(HttpContext context)
    {
        context.Response.Clear();
        context.Response.ContentLength = 1_000;
        await context.Response.StartAsync(CancellationToken.None);
        await context.Response.Body.FlushAsync(CancellationToken.None);
        context.Abort();
    }

    private sealed record ConnectionUse(bool IsFirst);
}
