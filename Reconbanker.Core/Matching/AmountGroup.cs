namespace Reconbanker.Core.Matching;

/// <summary>All payments and transfers of one amount and currency, judged together.</summary>
internal sealed class AmountGroup
{
    /// <summary>Candidates that a person is shown.</summary>
    private const int MostShown = 20;

    private readonly MatchRules _rules;
    private readonly List<PaymentClass> _payments;
    private readonly List<(PaymentClass Payments, OpenPayment Payment)> _all;
    private readonly List<TransactionClass> _transactions;
    private readonly ILookup<PaymentClass, Fit> _ofPayments;
    private readonly ILookup<TransactionClass, Fit> _ofTransactions;
    private readonly Dictionary<Guid, (OpenPayment Payment, MatchCandidate Candidate)> _settled = [];
    private readonly HashSet<Guid> _used = [];

    public AmountGroup(List<OpenPayment> payments, List<FreeTransaction> transactions, MatchRules rules, Evidence evidence)
    {
        _rules = rules;
        _payments = [.. payments.OrderBy(p => p.RegisteredAt).ThenBy(p => p.Id).GroupBy(p => (p.Payer.Key, Reference: Telling(p.Reference)))
            .Select(same => new PaymentClass(same.First().Payer, same.Key.Reference, [.. same]))];
        _all = [.. _payments.SelectMany(same => same.Members.Select(payment => (same, payment)))];
        var references = new KnownReferences(_payments.Select(p => p.Reference));
        _transactions = [.. transactions.OrderBy(t => t.ReceivedAt).ThenBy(t => t.Id)
            .GroupBy(t => (t.Sender.Key, Text: Relevant(t, references)))
            .Select(same => new TransactionClass(same.First().Sender, same.Key.Text, [.. same]))];
        var fits = Candidates.Of(_payments, _transactions).Select(pair => evidence.Of(pair.Payments, pair.Transactions)).OfType<Fit>()
            .Where(fit => IsNotOfAnother(fit, references)).Where(HasPair).ToList();
        _ofPayments = fits.ToLookup(fit => fit.Payments);
        _ofTransactions = fits.ToLookup(fit => fit.Transactions);
    }

    public IEnumerable<(OpenPayment, MatchDecision)> Decide()
    {
        SettleClear();
        SettleTogether();
        if (_rules.AllowNameless)
        {
            SettleNameless();
        }

        return _all.Select(known => (known.Payment, Decision(known.Payments, known.Payment))).Where(pair => pair.Item2 is not null)
            .Select(pair => (pair.Payment, pair.Item2!));
    }

    /// <summary>Settles what is better than all that it excludes, the best first; what is settled excludes nothing any more.</summary>
    private void SettleClear()
    {
        var waiting = new PriorityQueue<Fit, double>(_ofPayments.SelectMany(fits => fits).Where(Accepted).Select(fit => (fit, -fit.Score)));
        while (waiting.TryDequeue(out var fit, out _))
        {
            if (IsClear(fit) && Settle(fit))
            {
                // What competed with the two may be clear now.
                var rivals = _ofPayments[fit.Payments].SelectMany(other => _ofTransactions[other.Transactions])
                    .Concat(_ofTransactions[fit.Transactions].SelectMany(other => _ofPayments[other.Payments]));
                waiting.EnqueueRange(rivals.Where(rival => rival != fit && Accepted(rival) && HasPair(rival)).Distinct().Select(rival => (rival, -rival.Score)));
            }
        }
    }

    /// <summary>Settles where only all together the names say which is which.</summary>
    private void SettleTogether()
    {
        foreach (var component in Components())
        {
            foreach (var (payment, transaction, fit) in Assignment.Clear(component, IsInTime, _rules.Margin))
            {
                if (Accepted(fit))
                {
                    Record(payment, transaction, fit, isOneOfSeveral: false);
                }
            }
        }
    }

    private void SettleNameless()
    {
        foreach (var fit in _ofPayments.SelectMany(fits => fits).Where(fit => fit.IsNameless))
        {
            var isOnly = _ofPayments[fit.Payments].All(other => other == fit || !HasPair(other))
                && _ofTransactions[fit.Transactions].All(other => other == fit || !HasPair(other));
            if (isOnly && HasOnePair(fit))
            {
                Settle(fit);
            }
        }
    }

    /// <summary>The fits of small groups of payments and transfers that still compete for one another.</summary>
    private IEnumerable<List<Fit>> Components()
    {
        var seen = new HashSet<PaymentClass>();
        foreach (var start in _payments.Where(seen.Add))
        {
            var payments = new List<PaymentClass> { start };
            var fits = new List<Fit>();
            for (var i = 0; i < payments.Count; i++)
            {
                var open = _ofPayments[payments[i]].Where(fit => !fit.IsNameless && HasPair(fit)).ToList();
                fits.AddRange(open);
                payments.AddRange(open.SelectMany(fit => _ofTransactions[fit.Transactions]).Where(other => !other.IsNameless && HasPair(other))
                    .Select(other => other.Payments).Where(seen.Add));
            }

            if (fits.Count > 1)
            {
                yield return fits;
            }
        }
    }

    private bool Accepted(Fit fit) => !fit.IsNameless && fit.Score >= _rules.Accept;

    private bool IsClear(Fit fit) => !(_rules.AskForInterchangeable && (fit.Payments.Members.Count > 1 || fit.Transactions.Members.Count > 1))
        && _ofPayments[fit.Payments].All(other => other == fit || other.Score <= fit.Score - _rules.Margin || !HasPair(other))
        && _ofTransactions[fit.Transactions].All(other => other == fit || other.Score <= fit.Score - _rules.Margin || !HasPair(other));

    /// <summary>Settles as many of two classes as there are, the oldest first.</summary>
    private bool Settle(Fit fit)
    {
        var (payments, transactions) = (fit.Payments.Members, fit.Transactions.Members);
        var (hasSettled, isOneOfSeveral, next) = (false, payments.Count > 1 || transactions.Count > 1, 0);
        foreach (var payment in payments.ToList())
        {
            // Both are in the order of their days, so what was too early for one payment is too early for the next.
            while (next < transactions.Count && (_used.Contains(transactions[next].Id) || transactions[next].ReceivedAt < payment.RegisteredAt - _rules.Early))
            {
                next++;
            }

            for (var i = next; i < transactions.Count && transactions[i].ReceivedAt < payment.ExpiresAt; i++)
            {
                if (!_used.Contains(transactions[i].Id) && IsInTime(payment, transactions[i]))
                {
                    Note(payment, transactions[i], fit, isOneOfSeveral);
                    hasSettled = true;
                    break;
                }
            }
        }

        Forget(fit);
        return hasSettled;
    }

    private void Record(OpenPayment payment, FreeTransaction transaction, Fit fit, bool isOneOfSeveral)
    {
        Note(payment, transaction, fit, isOneOfSeveral);
        Forget(fit);
    }

    private void Note(OpenPayment payment, FreeTransaction transaction, Fit fit, bool isOneOfSeveral)
    {
        _used.Add(transaction.Id);
        _settled.Add(payment.Id, (payment, new MatchCandidate(transaction.Id, fit.Score, isOneOfSeveral ? [fit.Reason, MatchReason.Interchangeable] : [fit.Reason])));
    }

    private void Forget(Fit fit)
    {
        fit.Payments.Members.RemoveAll(payment => _settled.ContainsKey(payment.Id));
        fit.Transactions.Members.RemoveAll(transaction => _used.Contains(transaction.Id));
    }

    private MatchDecision? Decision(PaymentClass payments, OpenPayment payment)
    {
        var others = _ofPayments[payments].OrderByDescending(fit => fit.Score)
            .SelectMany(fit => fit.Transactions.Members.Where(t => IsInTime(payment, t)).Select(t => new MatchCandidate(t.Id, fit.Score, [fit.Reason])))
            .Take(MostShown).ToList();
        if (_settled.TryGetValue(payment.Id, out var settled))
        {
            return new MatchDecision(payment.Id, MatchOutcome.Settled, [settled.Candidate, .. others]);
        }

        return others.Count == 0 ? null
            : new MatchDecision(payment.Id, others[0].Score >= _rules.Accept ? MatchOutcome.Ambiguous : MatchOutcome.Suggested, others);
    }

    /// <summary>Whether members of the two could be paired.</summary>
    private bool HasPair(Fit fit)
    {
        foreach (var payment in fit.Payments.Members)
        {
            foreach (var transaction in fit.Transactions.Members)
            {
                if (IsInTime(payment, transaction))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool HasOnePair(Fit fit) =>
        fit.Payments.Members.SelectMany(payment => fit.Transactions.Members.Where(transaction => IsInTime(payment, transaction))).Take(2).Count() == 1;

    private bool IsInTime(OpenPayment payment, FreeTransaction transaction) =>
        transaction.ReceivedAt >= payment.RegisteredAt - _rules.Early && transaction.ReceivedAt < payment.ExpiresAt
        && !_rules.Rejected.Contains((payment.Id, transaction.Id));

    /// <summary>A transfer that names the reference of another payment pays that one.</summary>
    private static bool IsNotOfAnother(Fit fit, KnownReferences references) =>
        fit.Reason == MatchReason.Reference || fit.Transactions.Text.Length == 0 || !references.IsAnyIn(fit.Transactions.Text);

    private static string Telling(string? reference)
    {
        var words = References.Words(reference);
        return References.Tells(words) ? words : "";
    }

    /// <summary>A transfer's text, where it could tell payments apart; otherwise equal transfers stay equal although their texts differ.</summary>
    private static string Relevant(FreeTransaction transaction, KnownReferences references)
    {
        if (references.IsEmpty && !transaction.Sender.IsEmpty)
        {
            return "";
        }

        var words = References.Words(transaction.Sender.IsEmpty ? transaction.Text : $"{transaction.Text} {transaction.Sender.Text}");
        return transaction.Sender.IsEmpty || references.IsAnyIn(words) ? words : "";
    }
}
