using System.Reflection;
using Reconbanker.Web.Demo.BankSite.Customers;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>One customer's visit, from an accepted password on; found by the cookie that carries its key.</summary>
public sealed class BankSession(string key, Customer customer, LoginStep? step)
{
    public const string Cookie = "faronda-session";

    public string Key => key;
    public Customer Customer => customer;

    /// <summary>What still has to be passed; null once signed in.</summary>
    public LoginStep? Step { get; internal set; } = step;
    public bool IsSignedIn => Step is null;

    /// <summary>Where the password was typed.</summary>
    public required Device Device { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    internal DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Lets an endpoint ask for the request's session; null when there is none, or it has ended.</summary>
    public static ValueTask<BankSession?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return ValueTask.FromResult(Of(context));
    }

    /// <summary>The request's session, which is seen to be in use; null when there is none, or it has ended.</summary>
    public static BankSession? Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var desk = context.RequestServices.GetRequiredService<SignInDesk>();
        return context.Request.Cookies[Cookie] is { } key ? desk.Find(key) : null;
    }
}
