using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.Faults;

/// <summary>A value that was refused, and which would do.</summary>
/// <param name="Field">The name that was sent.</param>
public sealed record FaultProblem(string Field, string Message);

/// <summary>What is switched on at the moment. In memory only.</summary>
/// <param name="changes">Raised when a switch was moved, or moved itself.</param>
public sealed class DemoFaults(Func<IEnumerable<string>> userNames, ChangeSignal changes)
{
    /// <summary>The shortest that any customer's session lasts; a warning must come before.</summary>
    private const int ShortestSessionSeconds = 120;

    private readonly Lock _lock = new();
    private volatile FaultSettings _settings = new();
    private int _requests;

    public FaultSettings Settings => _settings;

    public IReadOnlyList<FaultField> BankFields => FaultFields.OfTheBank(userNames());

    public IEnumerable<FaultField> Fields => BankFields.Concat(FaultFields.OfTheShop);

    /// <summary>Moves the switches that are named, and leaves the others: all of them, or none when one value is refused.</summary>
    /// <returns>Null when they were moved.</returns>
    public FaultProblem? Change(IEnumerable<KeyValuePair<string, string>> values)
    {
        var fields = Fields.ToDictionary(f => f.Name);
        lock (_lock)
        {
            var settings = _settings;
            foreach (var (name, value) in values)
            {
                if (!fields.TryGetValue(name, out var field))
                {
                    return new FaultProblem(name, $"There is no fault '{name}'. There are: {string.Join(", ", fields.Keys)}.");
                }

                if (field.Write(settings, value.Trim()) is not { } written)
                {
                    return new FaultProblem(name, $"{name} must be {field.Allowed}.");
                }

                settings = written;
            }

            var end = settings.IdleSeconds > 0 ? settings.IdleSeconds : ShortestSessionSeconds;
            if (settings.WarningSeconds >= end)
            {
                return new FaultProblem("warningSeconds", $"warningSeconds must be less than {end}, when the session ends; or 0.");
            }

            _settings = settings;
            _requests = 0;
        }

        changes.Raise();
        return null;
    }

    public void Reset()
    {
        lock (_lock)
        {
            _settings = new FaultSettings();
            _requests = 0;
        }

        changes.Raise();
    }

    /// <summary>Counts a request to the bank since the switches were last moved.</summary>
    /// <returns>Whether it is one to be dropped.</returns>
    public bool DropsThisRequest()
    {
        var every = _settings.DropEvery;
        return every > 0 && Interlocked.Increment(ref _requests) % every == 0;
    }

    /// <summary>Whether the answer of this login is to be cut off; said once.</summary>
    public bool TakeLoginToDrop() => Take(s => s.DropNextLogin, s => s with { DropNextLogin = false });

    /// <summary>How the shop answers now; counts down where it was told how often.</summary>
    public FaultSettings TakeShopAnswer()
    {
        var before = new FaultSettings();
        Take(
            s =>
            {
                before = s;
                return s is { ShopTimes: > 0 } && s.ShopAnswer != ShopAnswers.Ok;
            },
            s => s with { ShopTimes = s.ShopTimes - 1, ShopAnswer = s.ShopTimes == 1 ? ShopAnswers.Ok : s.ShopAnswer });
        return before;
    }

    private bool Take(Func<FaultSettings, bool> applies, Func<FaultSettings, FaultSettings> change)
    {
        lock (_lock)
        {
            if (!applies(_settings))
            {
                return false;
            }

            _settings = change(_settings);
        }

        changes.Raise();
        return true;
    }
}
