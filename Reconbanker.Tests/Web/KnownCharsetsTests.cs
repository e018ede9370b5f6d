using System.Net;
using System.Text;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class KnownCharsetsTests
{
    [Theory]
    [InlineData("application/json; charset=bogus", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=utf-8", HttpStatusCode.Unauthorized)]
    [InlineData("application/json", HttpStatusCode.Unauthorized)]
    public async Task A_body_in_an_encoding_that_nobody_knows_is_refused(string type, HttpStatusCode status)
    {
        await using var app = await RunningApp.StartAsync();
        await app.AddUserAsync("ana@example.com");
        using var client = app.NewClient();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"email":"eva@example.com","password":"wrong"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var answer = await client.PostAsync("/api/sign-in", content, TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(status);
    }
}
