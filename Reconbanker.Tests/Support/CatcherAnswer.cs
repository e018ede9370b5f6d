using Microsoft.AspNetCore.Http;

namespace Reconbanker.Tests.Support;

/// <summary>How a <see cref="WebhookCatcher"/> answers one request: well, badly, or not at all.</summary>
public sealed class CatcherAnswer
{
    private readonly Func<HttpContext, Task> _write;

    private CatcherAnswer(Func<HttpContext, Task> write) => _write = write;

    public static CatcherAnswer Status(int status, string body = "", params (string Name, string Value)[] headers) => new(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.WriteAsync(body, context.RequestAborted);
    });

    public static CatcherAnswer Redirect(int status, Uri target) => Status(status, headers: ("Location", target.ToString()));

    /// <summary>Repeats what came, as careless receivers do in their error pages.</summary>
    public static CatcherAnswer Echo(int status) => new(context =>
    {
        var request = context.Request;
        context.Response.StatusCode = status;
        var text = $"Cannot POST {request.Path}{request.QueryString} as {request.Headers.Authorization}";
        return context.Response.WriteAsync(text, context.RequestAborted);
    });

    /// <summary>Accepts the request and says nothing until the sender gives up.</summary>
    public static CatcherAnswer Hang() => new(context => UntilAborted(context));

    /// <summary>Says 200 and begins a body, then nothing more.</summary>
    public static CatcherAnswer HangInBody() => new(async context =>
    {
        await context.Response.WriteAsync("It has", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await UntilAborted(context);
    });

    /// <summary>Answers only once the gate is open.</summary>
    public static CatcherAnswer After(Task gate, CatcherAnswer answer) => new(async context =>
    {
        await gate.WaitAsync(context.RequestAborted);
        await answer.WriteAsync(context);
    });

    /// <summary>Drops the connection without a word.</summary>
    public static CatcherAnswer Close() => new(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Says 200, begins a body and drops the connection.</summary>
    public static CatcherAnswer CloseInBody() => new(async context =>
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("It has", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    });

    /// <summary>Says 200 and a body without end.</summary>
    public static CatcherAnswer Endless() => new(async context =>
    {
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.WriteAsync(new string('x', 4096), context.RequestAborted);
        }
    });

    internal Task WriteAsync(HttpContext context) => _write(context);

    private static Task UntilAborted(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
}
