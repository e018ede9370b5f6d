using System.Security.Cryptography;
using Reconbanker.Web.Demo.BankSite.Customers;
using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What the bank said to a username and password.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record BadCredentials : SignInOutcome;

    /// <summary>Too many passwords were refused; now the right one is too.</summary>
    public sealed record Locked : SignInOutcome;

    public sealed record Accepted(BankSession Session) : SignInOutcome;
}

/// <summary>Where customers of the demo bank come in: passwords, locks, sessions, and what was counted. In memory only.</summary>
/// <param name="changes">Raised when a count changed.</param>
public sealed class SignInDesk(IReadOnlyList<Customer> customers, DemoFaults faults, ChangeSignal changes, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BankSession> _sessions = [];
    private readonly Dictionary<string, CustomerHistory> _histories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was counted about a customer; all zero when nothing was, or nobody is called so.</summary>
    public CustomerCounts Counts(string userName) => History(userName).Counts;

    /// <summary>Every session that has not ended, oldest first.</summary>
    internal IReadOnlyList<BankSession> Sessions
    {
        get
        {
            lock (_lock)
            {
                return [.. _sessions.Values.Where(s => !IsLeftAlone(s)).OrderBy(s => s.OpenedAt)];
            }
        }
    }

    public SignInOutcome SignIn(string userName, string password, Device device)
    {
        var customer = customers.FirstOrDefault(c => c.UserName.Equals(userName.Trim(), StringComparison.OrdinalIgnoreCase));
        if (customer is null)
        {
            return new SignInOutcome.BadCredentials();
        }

        var history = History(customer.UserName);
        history.Add(c => c with { Attempts = c.Attempts + 1 });
        if (customer.IsLocked || history.Counts.IsLocked)
        {
            return new SignInOutcome.Locked();
        }

        if (!customer.Accepts(password))
        {
            history.Add(c => c with { PasswordsRefused = c.PasswordsRefused + 1, RefusedInARow = c.RefusedInARow + 1 });
            return history.Counts.IsLocked ? new SignInOutcome.Locked() : new SignInOutcome.BadCredentials();
        }

        history.Add(c => c with { RefusedInARow = 0 });
        return new SignInOutcome.Accepted(Open(customer, history, device));
    }

    /// <summary>The session of a key, which is seen to be in use; null when there is none, or it was left alone for too long.</summary>
    public BankSession? Find(string key)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(key, out var session))
            {
                return null;
            }

            if (IsLeftAlone(session))
            {
                _sessions.Remove(key);
                return null;
            }

            session.LastSeenAt = clock.GetUtcNow();
            return session;
        }
    }

    /// <summary>The customer's own limits, unless the faults say others.</summary>
    public SessionLimits LimitsOf(Customer customer)
    {
        var settings = faults.Settings;
        return new SessionLimits(
            settings.IdleSeconds > 0 ? TimeSpan.FromSeconds(settings.IdleSeconds) : customer.Limits.Idle,
            settings.WarningSeconds > 0 ? TimeSpan.FromSeconds(settings.WarningSeconds) : customer.Limits.Warning);
    }

    /// <summary>The session's step has been passed: it is signed in.</summary>
    public void Pass(BankSession session)
    {
        session.Step = null;
        History(session.Customer.UserName).Add(c => c with { Logins = c.Logins + 1 });
    }

    public void End(BankSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session.Key);
        }
    }

    /// <summary>Ends every session, opens every lock, forgets every count.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _sessions.Clear();
            _histories.Clear();
        }

        changes.Raise();
    }

    private bool IsLeftAlone(BankSession session) => clock.GetUtcNow() - session.LastSeenAt > LimitsOf(session.Customer).Idle;

    private BankSession Open(Customer customer, CustomerHistory history, Device device)
    {
        var session = new BankSession(RandomNumberGenerator.GetHexString(32), customer, customer.BeginLogin(history, device))
        {
            Device = device,
            OpenedAt = clock.GetUtcNow(),
            LastSeenAt = clock.GetUtcNow(),
        };
        lock (_lock)
        {
            _sessions[session.Key] = session;
        }

        if (session.IsSignedIn)
        {
            Pass(session);
        }

        return session;
    }

    private CustomerHistory History(string userName)
    {
        lock (_lock)
        {
            return _histories.TryGetValue(userName, out var history)
                ? history
                : _histories[userName] = new CustomerHistory(changes.Raise);
        }
    }
}
