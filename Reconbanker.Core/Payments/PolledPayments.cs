namespace Reconbanker.Core.Payments;

/// <summary>What one answer lists: payments by their ids, and the rows that are none.</summary>
public sealed class PolledPayments
{
    /// <summary>Rejections that are kept of one poll.</summary>
    public const int RejectionsKept = 100;

    private readonly Dictionary<string, (int Number, PaymentRow Payment)> _payments = [];
    private readonly HashSet<string> _present = [];
    private readonly HashSet<string> _contradicted = [];
    private readonly List<RowRejection> _rejections = [];

    /// <summary>Rows read, whatever they are.</summary>
    public int Rows { get; private set; }
    public int Rejected { get; private set; }

    /// <summary>The first of them by row.</summary>
    public IReadOnlyList<RowRejection> Rejections => [.. _rejections.OrderBy(r => r.Row)];

    /// <summary>In the order of the answer.</summary>
    public IEnumerable<PaymentRow> Payments => _payments.Values.OrderBy(p => p.Number).Select(p => p.Payment);

    /// <summary>How many payments are understood.</summary>
    public int Count => _payments.Count;

    /// <summary>Every id that a row has, rejected ones too: what is listed wrongly has not vanished.</summary>
    internal IReadOnlySet<string> Present => _present;

    internal PaymentRow? Find(string externalId) => _payments.TryGetValue(externalId, out var row) ? row.Payment : null;

    internal void Add(RowReading row)
    {
        Rows++;
        var isKnown = row.ExternalId is not null && !_present.Add(row.ExternalId);
        if (row.Payment is not { } payment)
        {
            Reject(Rows, row.ExternalId, row.Fault!);
            if (isKnown)
            {
                Contradict(row.ExternalId!);
            }
        }
        else if (!isKnown)
        {
            _payments[payment.ExternalId] = (Rows, payment);
        }
        else if (Find(payment.ExternalId) is not { } former || former != payment)
        {
            Contradict(payment.ExternalId);
            Reject(Rows, payment.ExternalId, new RowFault(RejectionReason.IdTwice));
        }
    }

    /// <summary>Nobody knows which of the rows of this id holds, so that none does.</summary>
    private void Contradict(string externalId)
    {
        if (_contradicted.Add(externalId) && _payments.Remove(externalId, out var first))
        {
            Reject(first.Number, externalId, new RowFault(RejectionReason.IdTwice));
        }
    }

    private void Reject(int row, string? externalId, RowFault fault)
    {
        Rejected++;
        if (_rejections.Count < RejectionsKept)
        {
            _rejections.Add(new RowRejection(row, externalId, fault.Reason, fault.Value));
        }
    }
}

/// <param name="Row">From 1.</param>
public sealed record RowRejection(int Row, string? ExternalId, RejectionReason Reason, string? Value);
