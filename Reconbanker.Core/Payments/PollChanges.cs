namespace Reconbanker.Core.Payments;

/// <summary>A payment as it is stored, as far as a poll may change it.</summary>
/// <param name="IsKept">Whether a person said that it is expected since it has not been listed.</param>
internal sealed record KnownPayment(
    Guid Id, int Version, PaymentState State, PaymentRow Contents, DateTimeOffset? AbsentSince, bool IsVanishHeld, bool IsKept)
{
    public bool IsOpen => State is PaymentState.Pending or PaymentState.Ambiguous;
}

/// <summary>What happens to the contents and the state of one payment.</summary>
internal enum PaymentChange
{
    /// <summary>It was edited; its state stays.</summary>
    Edit,

    /// <summary>Its id returned: it is expected once more.</summary>
    Reopen,

    /// <summary>Its id returned, and had been settled before with other contents.</summary>
    Hold,
    Cancel,
}

/// <summary>What one complete poll changes: pure, so that the same answer twice changes nothing the second time.</summary>
internal sealed class PollChanges
{
    /// <summary>Least time between two polls that both miss a payment before it has vanished.</summary>
    public static readonly TimeSpan BetweenAbsences = TimeSpan.FromMinutes(5);

    /// <summary>More than every fifth open payment, and at least so many at once, is no cancelling but an endpoint in trouble.</summary>
    private const int FewestToHold = 5;
    private const int HoldAboveOneIn = 5;

    private readonly PolledPayments _polled;
    private readonly DateTimeOffset _at;
    private readonly Dictionary<string, List<KnownPayment>> _known;

    public PollChanges(IEnumerable<KnownPayment> known, PolledPayments polled, DateTimeOffset at)
    {
        (_polled, _at) = (polled, at);
        _known = known.GroupBy(p => p.Contents.ExternalId).ToDictionary(g => g.Key, g => g.OrderBy(p => p.Version).ToList());
        foreach (var row in polled.Payments)
        {
            Compare(row, _known.GetValueOrDefault(row.ExternalId) ?? []);
        }

        LookForAbsences();
    }

    /// <summary>Payments, and versions of payments, that were not known.</summary>
    public List<(PaymentRow Row, int Version, PaymentState State)> Added { get; } = [];
    public Dictionary<Guid, (PaymentChange Change, PaymentRow Row)> Changed { get; } = [];

    /// <summary>Listed again after at least one poll without them.</summary>
    public List<Guid> Listed { get; } = [];

    /// <summary>Not listed for the first time.</summary>
    public List<Guid> Missing { get; } = [];
    public List<KnownPayment> Vanished { get; } = [];

    /// <summary>Would have vanished, but for their number.</summary>
    public List<Guid> HeldBack { get; } = [];

    /// <summary>Amounts whose payments have to be judged anew.</summary>
    public HashSet<Money> Touched { get; } = [];

    private void Compare(PaymentRow row, List<KnownPayment> versions)
    {
        if (versions is not [.., var newest])
        {
            Add(row, 1, PaymentState.Pending);
            return;
        }

        var settled = versions.FindLast(p => p.State == PaymentState.Matched)?.Contents;
        var isSettled = settled is not null && settled.IsSameDeal(row);
        if (newest.State == PaymentState.Matched)
        {
            if (!isSettled)
            {
                Add(row, newest.Version + 1, PaymentState.Held);
            }
        }
        else if (newest.IsOpen || newest.State == PaymentState.Held)
        {
            if (isSettled && !newest.Contents.IsSameDeal(row))
            {
                // The business is back at what was paid: the other version is none.
                Change(newest, PaymentChange.Cancel, row);
            }
            else if (newest.Contents != row)
            {
                Change(newest, PaymentChange.Edit, row);
            }
        }
        else if (newest.AbsentSince is not null && !isSettled)
        {
            Change(newest, settled is null ? PaymentChange.Reopen : PaymentChange.Hold, row);
        }
        else if (settled is not null && !versions.Exists(p => p.Contents.IsSameDeal(row)))
        {
            Add(row, newest.Version + 1, PaymentState.Held);
        }
    }

    private void Add(PaymentRow row, int version, PaymentState state)
    {
        Added.Add((row, version, state));
        if (state == PaymentState.Pending)
        {
            Touched.Add(row.Amount);
        }
    }

    private void Change(KnownPayment payment, PaymentChange change, PaymentRow row)
    {
        Changed.Add(payment.Id, (change, row));
        if (payment.IsOpen && (change != PaymentChange.Edit || !payment.Contents.IsSameDeal(row)))
        {
            Touched.Add(payment.Contents.Amount);
            Touched.Add(row.Amount);
        }
        else if (change == PaymentChange.Reopen)
        {
            Touched.Add(row.Amount);
        }
    }

    private void LookForAbsences()
    {
        var gone = new List<KnownPayment>();
        foreach (var (externalId, versions) in _known)
        {
            var isListed = _polled.Present.Contains(externalId);
            foreach (var payment in versions)
            {
                if (isListed)
                {
                    if (payment.AbsentSince is not null)
                    {
                        Listed.Add(payment.Id);
                    }
                }
                else if (payment.AbsentSince is not { } since)
                {
                    Missing.Add(payment.Id);
                }
                else if (payment is { IsKept: false, IsVanishHeld: false } && (payment.IsOpen || payment.State == PaymentState.Held)
                    && since <= _at - BetweenAbsences)
                {
                    gone.Add(payment);
                }
            }
        }

        var open = _known.Values.Sum(versions => versions.Count(p => p.IsOpen));
        var goneOpen = gone.Count(p => p.IsOpen);
        var isTooMany = goneOpen >= FewestToHold && goneOpen * HoldAboveOneIn > open;
        Vanished.AddRange(gone.Where(p => !isTooMany || !p.IsOpen));
        HeldBack.AddRange(gone.Where(p => isTooMany && p.IsOpen).Select(p => p.Id));
        Touched.UnionWith(Vanished.Where(p => p.IsOpen).Select(p => p.Contents.Amount));
    }
}
