using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Somebody with an own name and password, who owns nothing and may administer nothing.</summary>
internal static partial class Stranger
{
    private const string Email = "stranger@example.com";
    private const string Password = "nothing here is mine";
    private const string Page = "/settings/password";

    public static async Task<Guid> AddAsync(IServiceProvider services, CancellationToken stop)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ReconbankerDb>>().CreateDbContextAsync(stop);
        var user = services.GetRequiredService<Passwords>().NewUser(Email, Password);
        db.Users.Add(user);
        await db.SaveChangesAsync(stop);
        return user.Id;
    }

    /// <returns>What a tampered request of theirs may hold: their own token, and the id of somebody else's account.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> SignInAsync(HttpClient client, Guid accountId, CancellationToken stop)
    {
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var form = new FormUrlEncodedContent(
        [
            .. Hidden(await client.GetStringAsync("/sign-in", stop)), new("Form.Email", Email), new("Form.Password", Password),
        ]);
        using var answer = await client.PostAsync("/sign-in", form, stop);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"The stranger cannot sign in: {(int)answer.StatusCode}.");
        }

        var known = Hidden(await client.GetStringAsync(Page, stop)).ToDictionary();
        return new Dictionary<string, string>(known) { ["id"] = accountId.ToString(), ["accountId"] = accountId.ToString() };
    }

    /// <summary>Else what came before has proved little.</summary>
    public static async Task ExpectSignedInAsync(HttpClient client, MalformedTally tally, CancellationToken stop)
    {
        using var answer = await client.GetAsync(Page, stop);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            tally.AddUnhandled($"The stranger was signed out by nonsense: {(int)answer.StatusCode} for {Page}.");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Hidden(string page) => HiddenField().Matches(page)
        .Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<name>[^"]+)"[^>]*value="(?<value>[^"]*)""")]
    private static partial Regex HiddenField();
}
