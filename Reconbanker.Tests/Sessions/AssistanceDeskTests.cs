using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Sessions;

/// <summary>The desk with a bank that is a list of what was typed: it lets nobody in by itself.</summary>
public sealed class AssistanceDeskTests : IAsyncLifetime
{
    private readonly List<string> _typed = [];
    private readonly TaskCompletionSource _typing = new();
    private CoreStage _stage = null!;
    private RunningSession _session = null!;
    private Task _waiting = Task.CompletedTask;
    private TaskCompletionSource _mayAnswer = new();
    private CodeVerdict _verdict = CodeVerdict.Refused;
    private bool _isSignedIn;
    private int _asked;

    private AssistanceDesk Desk => _stage.Get<AssistanceDesk>();

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        _mayAnswer.SetResult();
        var account = await _stage.AddAccountAsync();
        var runId = await _stage.AddRunAsync(account);
        await using var db = await _stage.OpenDbAsync();
        var run = await db.ScrapeRuns.SingleAsync(r => r.Id == runId, TestContext.Current.CancellationToken);
        _session = new RunningSession(_stage.OwnerId, run, limit: null, _stage.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        _session.End(StopReason.Requested);
        await _waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _session.Dispose();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_code_that_was_meant_for_an_earlier_one_is_not_typed()
    {
        var request = await AskAsync();

        (await Desk.SendAgainAsync(_stage.OwnerId, request.Id, 1, CodeChannel.Email)).Should().Be(SendAnswer.Sent);

        (await SubmitAsync(request, "111111", challenge: 1)).Should().Be(CodeAnswer.Superseded);
        _typed.Should().BeEmpty();
        (await SubmitAsync(request, "222-222", challenge: 2)).Should().Be(CodeAnswer.Refused);
        _typed.Should().Equal("222222");
        var now = await ReadAsync(request.Id);
        (now.Challenge, now.Channel, now.SentTo, now.TriesLeft).Should().Be((2, CodeChannel.Email, "a•••@example.com", 1));
    }

    [Fact]
    public async Task A_submission_that_comes_twice_is_typed_once_and_answered_alike_even_after_the_end()
    {
        var request = await AskAsync();
        _verdict = CodeVerdict.Accepted;
        _mayAnswer = new();
        var id = Guid.NewGuid();

        var first = SubmitAsync(request, "123456", id: id);
        await _typing.Task;
        var second = SubmitAsync(request, "123456", id: id);
        var other = await SubmitAsync(request, "654321");
        _isSignedIn = true;
        _mayAnswer.SetResult();

        (await first, await second, other).Should().Be((CodeAnswer.Accepted, CodeAnswer.Accepted, CodeAnswer.Busy));
        await _waiting;
        (await SubmitAsync(request, "123456", id: id)).Should().Be(CodeAnswer.Accepted);
        (await SubmitAsync(request, "123456")).Should().Be(CodeAnswer.TooLate);
        _typed.Should().Equal("123456");
    }

    [Fact]
    public async Task The_bank_is_asked_for_three_more_codes_at_most_and_not_in_a_hurry()
    {
        var request = await AskAsync();

        (await SendAsync(1)).Should().Be(SendAnswer.Sent);
        (await SendAsync(1)).Should().Be(SendAnswer.SentAlready);
        (await SendAsync(2)).Should().Be(SendAnswer.TooSoon);
        _stage.Clock.Advance(AssistanceRequest.SendPause);
        (await SendAsync(2)).Should().Be(SendAnswer.Sent);
        _stage.Clock.Advance(AssistanceRequest.SendPause);
        (await SendAsync(3)).Should().Be(SendAnswer.Sent);
        _stage.Clock.Advance(AssistanceRequest.SendPause);
        (await SendAsync(4)).Should().Be(SendAnswer.TooOften);

        _asked.Should().Be(3);
        (await Desk.SendAgainAsync(_stage.OwnerId, request.Id, 4, CodeChannel.Token)).Should().Be(SendAnswer.NotOffered);

        Task<SendAnswer> SendAsync(int challenge) => Desk.SendAgainAsync(_stage.OwnerId, request.Id, challenge, null);
    }

    [Fact]
    public async Task Five_codes_within_ten_minutes_are_the_most_that_an_account_may_try()
    {
        var request = await AskAsync();
        _verdict = CodeVerdict.Expired;

        for (var i = 0; i < 5; i++)
        {
            (await SubmitAsync(request, "123456")).Should().Be(CodeAnswer.Expired);
            (await SubmitAsync(request, "12")).Should().Be(CodeAnswer.WrongFormat, "what is not typed does not count");
        }

        (await SubmitAsync(request, "123456")).Should().Be(CodeAnswer.TooMany);
        _typed.Should().HaveCount(5);
    }

    [Fact]
    public async Task Nobody_but_the_owner_hands_in_codes_or_asks_for_them()
    {
        var request = await AskAsync();
        var stranger = Guid.NewGuid();

        (await Desk.SubmitCodeAsync(stranger, request.Id, new CodeSubmission(1, new SecretText("123456")))).Should().Be(CodeAnswer.TooLate);
        (await Desk.SendAgainAsync(stranger, request.Id, 1, null)).Should().Be(SendAnswer.TooLate);

        (_typed.Count, _asked).Should().Be((0, 0));
    }

    [Fact]
    public async Task What_the_bank_says_is_kept_as_plain_text_of_bounded_length()
    {
        var request = await AskAsync(new CodeRequest(6, CodeKind.Digits, CodeChannel.Sms)
        {
            BankWords = "We  sent\n a code\u202E to \u0000you. " + new string('x', 500),
            GoodFor = TimeSpan.FromSeconds(60),
        });

        request.BankWords.Should().StartWith("We sent a code to you. xxx").And.EndWith("…").And.HaveLength(300);
        request.GoodUntil.Should().Be(_stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(60));
        (request.CanSendAgain, request.OtherChannels.Single()).Should().Be((true, CodeChannel.Email));
    }

    private async Task<AssistanceRequest> AskAsync(CodeRequest? code = null)
    {
        var entry = new CodeEntry(() => Task.FromResult(_isSignedIn), EnterAsync)
        {
            Sending = new([Offer(null), Offer(CodeChannel.Email)]),
            Read = () => Task.FromResult(new CodeRequest(6, CodeKind.Digits, CodeChannel.Email) { SentTo = "a•••@example.com" }),
        };
        _waiting = Desk.AskForCodeAsync(_session, code ?? new(6, CodeKind.Digits, CodeChannel.Sms), entry, _session.Stop);
        await using var db = await _stage.OpenDbAsync();
        AssistanceRequest? request = null;
        while (request is null && !_waiting.IsCompleted)
        {
            await Task.Yield();
            request = await db.AssistanceRequests.AsNoTracking().SingleOrDefaultAsync(TestContext.Current.CancellationToken);
        }

        return request ?? throw new InvalidOperationException("Nobody is asked.");
    }

    private async Task<AssistanceRequest> ReadAsync(Guid requestId)
    {
        await using var db = await _stage.OpenDbAsync();
        return await db.AssistanceRequests.AsNoTracking().SingleAsync(r => r.Id == requestId, TestContext.Current.CancellationToken);
    }

    private SendOffer Offer(CodeChannel? channel) => new(channel, () => Task.FromResult(true), () =>
    {
        _asked++;
        return Task.CompletedTask;
    });

    private async Task<CodeVerdict> EnterAsync(SecretText code)
    {
        _typed.Add(code.Reveal());
        _typing.TrySetResult();
        await _mayAnswer.Task;
        return _verdict;
    }

    private Task<CodeAnswer> SubmitAsync(AssistanceRequest request, string code, int challenge = 1, Guid? id = null) => Desk.SubmitCodeAsync(
        _stage.OwnerId, request.Id, new CodeSubmission(challenge, new SecretText(code)) { Id = id ?? Guid.NewGuid() });
}
