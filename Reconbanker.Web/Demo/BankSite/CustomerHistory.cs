namespace Reconbanker.Web.Demo.BankSite;

/// <summary>What the bank has counted about one customer since it started or was reset.</summary>
/// <param name="Attempts">Times that a username and password were submitted.</param>
/// <param name="Logins">Times that a login was completed, second factor included.</param>
/// <param name="AnswersRefused">Wrong answers to anything but a code: captchas, questions, a login refused on the phone.</param>
/// <param name="RefusedInARow">Passwords refused since the last one that was accepted.</param>
public sealed record CustomerCounts(
    int Attempts = 0, int Logins = 0, int PasswordsRefused = 0, int SmsSent = 0, int CodesRefused = 0, int RefusedInARow = 0,
    int MailsSent = 0, int PushesSent = 0, int AnswersRefused = 0, int PasswordsChanged = 0)
{
    private const int RefusalsUntilLocked = 3;

    public bool IsLocked => RefusedInARow >= RefusalsUntilLocked;
}

/// <summary>The counts of one customer, which several requests may change at once.</summary>
public sealed class CustomerHistory(Action changed)
{
    private CustomerCounts _counts = new();

    public CustomerCounts Counts => Volatile.Read(ref _counts);

    public void Add(Func<CustomerCounts, CustomerCounts> change)
    {
        CustomerCounts before;
        CustomerCounts after;
        do
        {
            before = Counts;
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref _counts, after, before) != before);
        changed();
    }
}
