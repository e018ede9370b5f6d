using System.Net;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class SecurityHeadersTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly RunningApp _app = fixture.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/")]
    [InlineData("/nothing")]
    [InlineData("/app.css")]
    [InlineData("/health")]
    public async Task Every_answer_carries_them(string path)
    {
        using var client = await _app.SignInAsync(AppFixture.AdministratorEmail);

        using var answer = await client.GetAsync(path, Cancellation);

        Header(answer, "Content-Security-Policy").Should()
            .Contain("default-src 'self'").And.Contain("frame-ancestors 'none'").And.Contain("object-src 'none'")
            .And.Contain("base-uri 'self'").And.Contain("form-action 'self'").And.NotContain("unsafe-eval");
        Header(answer, "X-Content-Type-Options").Should().Be("nosniff");
        Header(answer, "Referrer-Policy").Should().Be("no-referrer");
        Header(answer, "Cross-Origin-Opener-Policy").Should().Be("same-origin");
        Header(answer, "Permissions-Policy").Should().Contain("camera=()");
    }

    [Fact]
    public async Task Pages_are_not_stored_and_each_has_a_script_nonce_of_its_own()
    {
        using var client = _app.NewClient();

        using var first = await client.GetAsync("/sign-in", Cancellation);
        using var second = await client.GetAsync("/sign-in", Cancellation);

        Header(first, "Cache-Control").Should().Be("no-store");
        Header(first, "Content-Security-Policy").Should().MatchRegex("script-src 'self' 'nonce-[^']+'$");
        Header(first, "Content-Security-Policy").Should().NotBe(Header(second, "Content-Security-Policy"));
    }

    [Fact]
    public async Task Development_changes_nothing_about_them()
    {
        await using var app = await RunningApp.StartAsync("--environment=Development");
        using var client = app.NewClient();

        using var answer = await client.GetAsync("/setup", Cancellation);

        Header(answer, "Content-Security-Policy").Should().Contain("default-src 'self'").And.Contain("connect-src 'self';");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/_blazor", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/hubs/events", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/hubs/events", "null", HttpStatusCode.Forbidden)]
    [InlineData("/hubs/events", "own", HttpStatusCode.SwitchingProtocols)]
    [InlineData("/hubs/events", "own over TLS at a proxy", HttpStatusCode.SwitchingProtocols)]
    [InlineData("/_blazor", "own", HttpStatusCode.SwitchingProtocols)]
    [InlineData("/_blazor", null, HttpStatusCode.SwitchingProtocols)]
    public async Task A_socket_is_opened_for_pages_of_this_host_alone(string path, string? origin, HttpStatusCode expected)
    {
        using var client = await _app.SignInAsync(AppFixture.AdministratorEmail);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin switch
            {
                "own" => $"http://{_app.Address.Authority}",
                "own over TLS at a proxy" => $"https://{_app.Address.Authority}",
                _ => origin,
            });
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        answer.StatusCode.Should().Be(expected);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
