using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Sessions;

/// <summary>What the human is needed for: a code, a choice of bank account, or whatever else the bank's page asks.</summary>
public enum AssistanceKind { Code, BankAccount, Other }

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
