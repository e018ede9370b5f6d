using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>What the human is needed for.</summary>
public enum AssistanceKind
{
    /// <summary>The code of a second factor: by the code box, or in the live view.</summary>
    Code,

    /// <summary>Approving the login on another device; the bank's page goes on by itself.</summary>
    Approval,

    /// <summary>A captcha, in the live view.</summary>
    Captcha,

    /// <summary>Questions of the bank, in the live view.</summary>
    Choice,

    /// <summary>Which of the login's bank accounts is read.</summary>
    BankAccount,

    /// <summary>Whatever else the bank's page asks, in the live view.</summary>
    Other,
}

public enum AssistanceState { Open, Fulfilled, Expired, Cancelled }

/// <summary>"A human is needed now", with a deadline. What the human answers is never stored here.</summary>
/// <remarks>While it is open, only the session that waits on it changes it.</remarks>
public sealed class AssistanceRequest
{
    public const int SentToMaxLength = 64;
    public const int NumberMaxLength = 16;

    /// <summary>Codes that one request may have the bank send besides the first.</summary>
    public const int MostSends = 3;

    /// <summary>Least time between two of them.</summary>
    public static readonly TimeSpan SendPause = TimeSpan.FromSeconds(30);

    // Two are what a person may mistype; the third is the one at which banks lock, and only a person may risk it.
    private const int CodeTries = 2;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required Guid RunId { get; init; }
    public required AssistanceKind Kind { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>Characters of the code; null unless a code is asked for.</summary>
    public int? CodeLength { get; private set; }
    public CodeKind? CodeKind { get; private set; }

    /// <summary>How the code reaches the human; null unless a code is asked for.</summary>
    public CodeChannel? Channel { get; private set; }

    /// <summary>Where the code was sent, or on which device to approve, as far as the bank prints it.</summary>
    public string? SentTo { get; private set; }

    /// <summary>The number to compare on the device; null when the page shows none.</summary>
    public string? Number { get; private set; }

    /// <summary>What the bank's page says, as plain text on one line.</summary>
    public string? BankWords { get; private set; }

    /// <summary>Until when the bank takes what it waits for now; null when it does not say.</summary>
    public DateTimeOffset? GoodUntil { get; private set; }

    /// <summary>
    /// Which code, or which request for approval, is waited for, from 1: one more whenever another one is sent, and what was meant for the one
    /// before is not typed.
    /// </summary>
    public int Challenge { get; private set; } = 1;

    /// <summary>When the last code but the first was asked for; null while there is only the first.</summary>
    public DateTimeOffset? SentAgainAt { get; private set; }

    /// <summary>Codes that may still be refused before none is typed any more; null unless a code is asked for.</summary>
    public int? TriesLeft { get; private set; }

    /// <summary>Whether the bank's page offers to send another code.</summary>
    public bool CanSendAgain { get; private set; }

    /// <summary>By which other channels the page offers to send it.</summary>
    public IReadOnlyList<CodeChannel> OtherChannels { get; private set; } = [];

    public AssistanceState State { get; private set; } = AssistanceState.Open;
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Codes sent besides the first.</summary>
    public int SentAgain => Challenge - 1;

    /// <summary>When the bank may be asked for another code; null when it may not any more.</summary>
    public DateTimeOffset? MaySendAt => SentAgain >= MostSends ? null : SentAgainAt is { } at ? at + SendPause : OpenedAt;

    /// <param name="time">How long the human has.</param>
    internal static AssistanceRequest Open(RunningSession session, AssistanceKind kind, DateTimeOffset now, TimeSpan time) => new()
    {
        AccountId = session.AccountId,
        RunId = session.RunId,
        Kind = kind,
        OpenedAt = now,
        DeadlineAt = now + time,
    };

    /// <param name="time">How long the human has.</param>
    internal static AssistanceRequest Open(RunningSession session, CodeRequest code, DateTimeOffset now, TimeSpan time)
    {
        var request = Open(session, AssistanceKind.Code, now, time);
        request.TriesLeft = CodeTries;
        request.Describe(code, now);
        return request;
    }

    /// <param name="time">How long the human has.</param>
    internal static AssistanceRequest Open(RunningSession session, HelpRequest help, DateTimeOffset now, TimeSpan time)
    {
        var request = Open(session, KindOf(help.Kind), now, time);
        request.Describe(help, now);
        return request;
    }

    /// <summary>Says what the bank asks for now.</summary>
    internal void Describe(CodeRequest code, DateTimeOffset now)
    {
        (CodeLength, CodeKind, Channel) = (code.Length, code.Kind, code.Channel);
        SentTo = Sessions.BankWords.Clean(code.SentTo, SentToMaxLength);
        BankWords = Sessions.BankWords.Clean(code.BankWords);
        GoodUntil = now + code.GoodFor;
    }

    /// <inheritdoc cref="Describe(CodeRequest, DateTimeOffset)"/>
    internal void Describe(HelpRequest help, DateTimeOffset now)
    {
        SentTo = Sessions.BankWords.Clean(help.Device, SentToMaxLength);
        Number = Sessions.BankWords.Clean(help.Number, NumberMaxLength);
        BankWords = Sessions.BankWords.Clean(help.BankWords);
        GoodUntil = now + help.GoodFor;
    }

    /// <summary>Another code is asked for: from now on, what was meant for the one before is not typed.</summary>
    internal void Supersede(DateTimeOffset now)
    {
        Challenge++;
        SentAgainAt = now;
    }

    /// <returns>Whether that is something else than before.</returns>
    internal bool Offer(bool sendAgain, IReadOnlyList<CodeChannel> otherChannels)
    {
        var isNew = CanSendAgain != sendAgain || !OtherChannels.SequenceEqual(otherChannels);
        (CanSendAgain, OtherChannels) = (sendAgain, otherChannels);
        return isNew;
    }

    /// <summary>The bank refused a code.</summary>
    internal void Refuse() => TriesLeft = Math.Max(0, (TriesLeft ?? 0) - 1);

    /// <exception cref="InvalidOperationException">It has ended already, or the new state is not an end.</exception>
    public void End(AssistanceState state, DateTimeOffset at)
    {
        if (State != AssistanceState.Open || state == AssistanceState.Open)
        {
            throw new InvalidOperationException($"Assistance request {Id} cannot go from {State} to {state}.");
        }

        State = state;
        EndedAt = at;
    }

    private static AssistanceKind KindOf(HelpKind kind) => kind switch
    {
        HelpKind.Approval => AssistanceKind.Approval,
        HelpKind.Captcha => AssistanceKind.Captcha,
        HelpKind.Choice => AssistanceKind.Choice,
        _ => AssistanceKind.Other,
    };
}
