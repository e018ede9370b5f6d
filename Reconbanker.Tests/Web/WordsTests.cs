using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Matching;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;
using Reconbanker.Core.Webhooks;
using Reconbanker.Web.Components.Accounts;
using Reconbanker.Web.Components.Payments;
using Reconbanker.Web.Components.Polls;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.Components.Sharing;
using Reconbanker.Web.Components.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class WordsTests
{
    [Fact]
    public void Every_value_of_the_closed_lists_has_its_words()
    {
        var texts = Words().ToList();

        texts.Should().NotBeEmpty().And.NotContain(string.Empty);
    }

    [Fact]
    public void A_refused_login_reads_login_error_and_says_what_to_recheck()
    {
        SessionWords.Title(StopReason.BadCredentials).Should().BeEquivalentTo("login error");
        SessionWords.Advice(StopReason.BadCredentials).Should().Contain("Bank credentials");
    }

    private static AssistanceRequest Request(AssistanceKind kind) => new()
    {
        AccountId = Guid.NewGuid(),
        RunId = Guid.NewGuid(),
        Kind = kind,
        OpenedAt = default,
        DeadlineAt = default,
    };

    private static AssistanceRequest Asking(CodeChannel channel)
    {
        var request = Request(AssistanceKind.Code);
        request.Describe(new CodeRequest(6, CodeKind.Digits, channel) { SentTo = "42" }, default);
        return request;
    }

    private static IEnumerable<string> Words() =>
    [
        .. Enum.GetValues<StopReason>().SelectMany(r => new[] { SessionWords.Title(r), SessionWords.Advice(r) }),
        .. Enum.GetValues<AttentionReason>().SelectMany(r => new[] { SessionWords.Title(r), SessionWords.Advice(r) }),
        .. Enum.GetValues<AssistanceKind>().SelectMany(k => new[] { SessionWords.Title(k), SessionWords.Advice(k), SessionWords.Banner(Request(k), "Main") }),
        .. Enum.GetValues<Stage>().Select(SessionWords.Name),
        .. Enum.GetValues<CodeAnswer>().Select(a => SessionWords.Describe(a, Request(AssistanceKind.Code))),
        .. Enum.GetValues<CodeChannel>().SelectMany(c => new[] { SessionWords.Name(c), SessionWords.SendBy(Asking(c), c), SessionWords.Where(Asking(c))! }),
        .. Enum.GetValues<CodeChannel>().SelectMany(c => Enum.GetValues<SessionType>().Select(s => SessionWords.AtZero(Asking(c), s))),
        .. Enum.GetValues<AssistanceKind>().Where(k => k != AssistanceKind.Code).Select(k => SessionWords.AtZero(Request(k), SessionType.OneShot)),
        .. new[] { AssistanceKind.Code, AssistanceKind.Approval }.Select(Request).SelectMany(r => new[]
        {
            SessionWords.SendBy(r, null), SessionWords.SendCount(r), SessionWords.SendNoMore(r),
        }.Concat(Enum.GetValues<SendAnswer>().Select(a => SessionWords.Describe(a, r)))),
        .. Enumerable.Range(0, 3).Select(SessionWords.TriesLeft),
        .. Enum.GetValues<AssistanceKind>().Select(k => Reconbanker.Core.Alerts.AlertTexts.ResourceManager.GetString($"Title_{k}", null) ?? ""),
        .. Enum.GetValues<SettingsProblem>().Select(AccountWords.Problem),
        .. Enum.GetValues<PollOutcome>().Select(o => PollWords.Name(o) + PollWords.Advice(o)),
        .. Enum.GetValues<RejectionReason>().Select(PollWords.Name),
        .. Enum.GetValues<PaymentState>().SelectMany(s => new[] { PaymentWords.Name(s), PaymentWords.Meaning(s) }),
        .. Enum.GetValues<DecisionKind>().Select(PaymentWords.Name),
        .. Enum.GetValues<MatchReason>().Select(PaymentWords.Name),
        .. Enum.GetValues<NearMissKind>().Select(PaymentWords.Name),
        .. Enum.GetValues<DecisionOutcome>().Select(PaymentWords.Problem),
        .. Enum.GetValues<MatchOutcome>().Select(o => PaymentWords.Describe((MatchOutcome?)o)),
        .. Enum.GetValues<DeliveryKind>().Select(WebhookWords.Name),
        .. Enum.GetValues<DeliveryState>().Select(WebhookWords.Name),
        .. Enum.GetValues<WebhookPauseReason>().Select(WebhookWords.Advice),
        .. Enum.GetValues<ShareOutcome>().Where(o => o != ShareOutcome.Saved).Select(o => SharingWords.Problem(o, "ana@example.com")!),
        .. Enum.GetValues<AuditAct>().Select(a => SharingWords.Describe(new() { AccountId = default, At = default, Act = a, UserId = default })),
        .. Enum.GetValues<CodeAnswer>().Select(a => SharingWords.Describe(
            new() { AccountId = default, At = default, Act = AuditAct.CodeGiven, UserId = default, Outcome = a.ToString() })),
        .. Enum.GetValues<AttemptOutcome>().Select(o => WebhookWords.Describe(1, o, 200)),
    ];
}
