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
public sealed class AssistanceRequest
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid AccountId { get; init; }
    public required Guid RunId { get; init; }
    public required AssistanceKind Kind { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset DeadlineAt { get; init; }

    /// <summary>Characters of the code; null unless a code is asked for.</summary>
    public int? CodeLength { get; init; }
    public CodeKind? CodeKind { get; init; }

    /// <summary>How the code reaches the human, e.g. "SMS".</summary>
    public string? Channel { get; init; }

    public AssistanceState State { get; private set; } = AssistanceState.Open;
    public DateTimeOffset? EndedAt { get; private set; }

    /// <param name="code">What is asked for; null unless it is a code.</param>
    /// <param name="time">How long the human has.</param>
    internal static AssistanceRequest Open(RunningSession session, AssistanceKind kind, CodeRequest? code, DateTimeOffset now, TimeSpan time) => new()
    {
        AccountId = session.AccountId,
        RunId = session.RunId,
        Kind = kind,
        OpenedAt = now,
        DeadlineAt = now + time,
        CodeLength = code?.Length,
        CodeKind = code?.Kind,
        Channel = code?.Channel,
    };

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
}
