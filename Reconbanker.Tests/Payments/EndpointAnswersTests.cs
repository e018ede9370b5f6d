using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Payments;
using Reconbanker.Tests.Support;
using Xunit;
using static Reconbanker.Tests.Payments.PaymentStage;

namespace Reconbanker.Tests.Payments;

/// <summary>Asking an endpoint once: what is sent, what cannot be asked, and what may be answered (fault F55), over real HTTP.</summary>
public sealed class EndpointAnswersTests : IAsyncLifetime
{
    private PaymentStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task The_request_carries_the_token_itself_and_the_body_that_was_saved()
    {
        _stage.List([]);
        await _stage.PollAsync();
        await _stage.Settings.SaveAsync(_stage.OwnerId, _stage.AccountId, _stage.Choices(PollMethod.Post) with { Scheme = AuthScheme.ApiKey, Token = null }, Cancelled);
        await _stage.PollAsync();
        await _stage.Settings.SaveAsync(_stage.OwnerId, _stage.AccountId, _stage.Choices(PollMethod.Post, """{"status":"open"}""") with { Token = null, ForgetToken = true }, Cancelled);
        await _stage.PollAsync();

        var asked = _stage.Endpoint.Caught;
        asked.Select(r => (r.Method, r.Path, r.Text, Authorization: r.Headers.GetValueOrDefault("Authorization"))).Should().Equal(
            ("GET", "/pending", "", $"Bearer {Token}"),
            ("POST", "/pending", "{}", $"Api-Key {Token}"),
            ("POST", "/pending", """{"status":"open"}""", null));
        asked.Should().OnlyContain(r => r.Headers["Accept"] == "application/json" && r.Headers["Content-Type"] == "application/json");
        var account = await _stage.AccountAsync();
        (account.SealedPaymentsUrl + account.SealedPaymentsBody).Should().NotContain("pending").And.NotContain("open");
    }

    public static TheoryData<CatcherAnswer, PollOutcome, int?, string?> Junk() => new()
    {
        { CatcherAnswer.Status(200, "<html>Log in</html>", ("Content-Type", "text/html")), PollOutcome.NotJson, 200, "text/html: <html>Log in</html>" },
        { CatcherAnswer.Status(200, "[]"), PollOutcome.NotJson, 200, "[]" },
        { Json("<html>\r\n\u0000\u202eLog in</html>"), PollOutcome.NotJson, 200, "<html>  Log in</html>" },
        { Json("[{\"external_id\":"), PollOutcome.NotJson, 200, "{\"external_id\":" },
        { Json("{\"error\":\"down\"}"), PollOutcome.NoList, 200, null },
        { Json("[" + string.Join(',', Enumerable.Repeat("1", 50_001)) + "]"), PollOutcome.TooLarge, 200, null },
        { CatcherAnswer.Status(500, "Oops"), PollOutcome.BadStatus, 500, "Oops" },
        { CatcherAnswer.Status(404), PollOutcome.BadStatus, 404, null },
        { CatcherAnswer.Redirect(302, new Uri("http://127.0.0.1:1/")), PollOutcome.Redirected, 302, null },
        { CatcherAnswer.Echo(401), PollOutcome.NotAuthorized, 401, null },
        { CatcherAnswer.Close(), PollOutcome.NotReachable, null, null },
        { CatcherAnswer.CloseInBody(), PollOutcome.NotReachable, 200, null },
    };

    [Fact]
    public async Task Junk_fails_the_poll_and_leaves_every_payment_as_it_was()
    {
        _stage.List(Row("o-1"));
        await _stage.PollAsync();
        var before = await _stage.EverythingAsync();

        foreach (var row in Junk())
        {
            var (answer, outcome, status, detail) = row.Data;
            _stage.Endpoint.Answer(answer);

            var poll = await _stage.PollAfterAsync(minutes: 10);

            poll.Outcome.Should().Be(outcome);
            if (outcome != PollOutcome.NotReachable)
            {
                // A connection that is dropped may take the status with it.
                poll.StatusCode.Should().Be(status);
            }

            (poll.New, poll.Changed, poll.Gone, poll.HeldBack).Should().Be((0, 0, 0, 0));
            if (detail is not null)
            {
                poll.Detail.Should().Be(detail);
            }

            (await _stage.EverythingAsync()).Should().Be(before);
        }

        (await _stage.PollAfterAsync(minutes: 60)).Outcome.Should().Be(PollOutcome.Complete, "a failing endpoint never stops later polls");
        (await _stage.AccountAsync()).PollFailures.Should().Be(0);
    }

    [Fact]
    public async Task An_answer_that_repeats_secrets_is_shown_without_them_and_at_most_300_characters_of_it()
    {
        await _stage.Settings.SaveAsync(
            _stage.OwnerId, _stage.AccountId, _stage.Choices(PollMethod.Post, """{"password":"hunter2-body"}"""), Cancelled);
        _stage.Endpoint.Otherwise = CatcherAnswer.Status(500, $"Bearer {Token} for /pending with hunter2-body {new string('x', 2000)}");

        var poll = await _stage.PollAsync();

        poll.Detail.Should().HaveLength(300).And.NotContain(Token).And.NotContain("hunter2").And.StartWith("Bearer •••");
        _stage.Logs.Should().NotContain(line => line.Contains(Token) || line.Contains("hunter2"));
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_left_after_fifteen_seconds_wherever_it_hangs()
    {
        foreach (var hanging in new[] { CatcherAnswer.Hang(), CatcherAnswer.HangInBody() })
        {
            _stage.Endpoint.Answer(hanging);
            var poll = _stage.PollAsync();
            while (!poll.IsCompleted)
            {
                _stage.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAny(poll, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancelled));
            }

            (await poll).Outcome.Should().Be(PollOutcome.TimedOut);
        }
    }

    [Fact]
    public async Task Testing_an_endpoint_shows_what_is_understood_and_saves_nothing()
    {
        var before = await _stage.AccountAsync();
        _stage.List(Row("o-1"), Row("o-2", "abc"));
        var choices = _stage.Choices() with { Url = _stage.Endpoint.Url("/other").ToString(), Token = null };

        var test = (EndpointTest.Asked)await _stage.Settings.TestAsync(_stage.OwnerId, _stage.AccountId, choices, Cancelled);

        test.Answer.Payments.Payments.Should().ContainSingle().Which.ExternalId.Should().Be("o-1");
        test.Answer.Payments.Rejections.Should().ContainSingle().Which.Reason.Should().Be(RejectionReason.AmountNoNumber);
        _stage.Endpoint.Caught.Should().ContainSingle().Which.Headers["Authorization"].Should().Be($"Bearer {Token}", "the saved token is used");
        (await _stage.PaymentsAsync()).Should().BeEmpty();
        (await _stage.PollsAsync()).Should().BeEmpty();
        (await _stage.AccountAsync()).Should().BeEquivalentTo(before);
        choices.ToString().Should().NotContain("/other");
        (await _stage.Settings.TestAsync(Guid.NewGuid(), _stage.AccountId, choices, Cancelled)).Should().BeOfType<EndpointTest.NotFound>();
    }

    [Theory]
    [InlineData("", null, "t", SettingsProblem.PaymentsUrlMissing)]
    [InlineData("/pending", null, "t", SettingsProblem.PaymentsUrlNotAbsolute)]
    [InlineData("ftp://example.com", null, "t", SettingsProblem.PaymentsUrlNotHttp)]
    [InlineData("https://u:p@example.com", null, "t", SettingsProblem.PaymentsUrlHasUserInfo)]
    [InlineData("http://10.0.0.7/pending", null, "t", SettingsProblem.PaymentsUrlPrivate)]
    [InlineData("http://127.0.0.1/pending", "{", "t", SettingsProblem.PaymentsBodyNoJson)]
    [InlineData("http://127.0.0.1/pending", "{}", "a b", SettingsProblem.TokenNotPrintable)]
    public async Task A_setting_that_cannot_work_is_refused_by_name(string url, string? body, string token, SettingsProblem problem)
    {
        var choices = new PaymentChoices(url, PollMethod.Post, body, AuthScheme.Bearer, token, ForgetToken: false);

        (await _stage.Settings.SaveAsync(_stage.OwnerId, _stage.AccountId, choices, Cancelled)).Should().Be(new SaveOutcome.Refused(problem));
        (await _stage.Settings.TestAsync(_stage.OwnerId, _stage.AccountId, choices, Cancelled)).Should().Be(new EndpointTest.Refused(problem));
    }

    [Fact]
    public async Task An_address_that_turns_private_is_refused_when_it_is_asked()
    {
        await using (var db = await _stage.OpenDbAsync())
        {
            var account = await db.Accounts.SingleAsync(Cancelled);
            account.SealedPaymentsUrl = _stage.Get<Core.Security.Vault>().Seal(
                new Core.Security.SecretText("http://10.0.0.7:1/"), AccountSecrets.PaymentsUrl(_stage.AccountId));
            await db.SaveChangesAsync(Cancelled);
        }

        (await _stage.PollAsync()).Outcome.Should().Be(PollOutcome.AddressNotAllowed);
    }
}
