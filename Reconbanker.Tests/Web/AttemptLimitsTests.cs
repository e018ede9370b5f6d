using System.Net;
using System.Net.Http.Json;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Security;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class AttemptLimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_ten_attempts_in_a_row_one_has_to_wait_at_both_doors()
    {
        await using var app = await RunningApp.StartAsync();
        await app.AddUserAsync("ana@example.com");
        using var client = app.NewClient();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await SignInByApiAsync(client, "ana@example.com", "wrong");
            wrong.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        using var program = await SignInByApiAsync(client, "ana@example.com", RunningApp.Password);
        using var person = await client.PostFormAsync("/sign-in", ("Form.Email", "ana@example.com"), ("Form.Password", RunningApp.Password));

        program.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        person.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        person.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromSeconds(12));
        (await person.ReadProblemAsync()).Should().StartWith("Too many attempts.");
    }

    [Fact]
    public async Task A_stranger_who_uses_up_the_attempts_on_an_email_does_not_lock_its_owner_out()
    {
        await using var app = await RunningApp.StartAsync();
        await app.AddUserAsync("ana@example.com");
        using var owner = await app.SignInAsync("ana@example.com");
        using var limits = new AttemptLimits(Microsoft.Extensions.Options.Options.Create(new SignInOptions { AttemptBurst = 2 }));
        var known = app.Services.GetService(typeof(KnownBrowser)).Should().BeOfType<KnownBrowser>().Subject;
        var stranger = From("198.51.100.7");
        var ownersBrowser = From("203.0.113.9");
        ownersBrowser.Request.Headers.Cookie = await KnownCookieAsync(app);

        for (var i = 0; i < 2; i++)
        {
            limits.Enter("sign-in", stranger, known.SubjectFor(stranger, "ana@example.com")).Should().BeNull();
        }

        var elsewhere = From("192.0.2.1");
        limits.Enter("sign-in", elsewhere, known.SubjectFor(elsewhere, "ana@example.com")).Should().NotBeNull();
        limits.Enter("sign-in", ownersBrowser, known.SubjectFor(ownersBrowser, "ana@example.com")).Should().BeNull();
        known.SubjectFor(ownersBrowser, "ben@example.com").Should().Be("ben@example.com");
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Attempts_are_counted_by_network(string address, string network)
    {
        AttemptLimits.NetworkOf(IPAddress.Parse(address)).Should().Be(network);
    }

    private static Microsoft.AspNetCore.Http.DefaultHttpContext From(string address) =>
        new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private static async Task<string> KnownCookieAsync(RunningApp app)
    {
        using var client = app.NewClient();
        using var answer = await SignInByApiAsync(client, "ana@example.com", RunningApp.Password);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("reconbanker.known=", StringComparison.Ordinal)).Split(';')[0];
    }

    private static Task<HttpResponseMessage> SignInByApiAsync(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/api/sign-in", new { email, password }, Cancellation);
}
