namespace Reconbanker.Benchmarks.Crash;

internal enum Moment
{
    /// <summary>A statement is about to run.</summary>
    Statement,

    /// <summary>A transaction that ran such a statement is about to be committed.</summary>
    Committing,

    /// <summary>Such a transaction has been committed; nobody has been told yet.</summary>
    Committed,

    /// <summary>An event is about to be sent; no byte has left.</summary>
    Sending,

    /// <summary>The last byte of an event has left; its answer has not been read.</summary>
    Sent,

    /// <summary>The answer has come; it has not been recorded.</summary>
    Answered,

    /// <summary>The change of the vault key has come a step further, as its page is told.</summary>
    KeyStep,

    /// <summary>Everything is read, sent and done.</summary>
    Settled,
}

/// <summary>A place at which the child kills itself.</summary>
/// <param name="Marker">What the statement holds; nothing for the moments of a webhook.</param>
/// <param name="Nth">Which time it comes by there, from 1.</param>
internal sealed record CrashPoint(string Name, Moment Moment, string Marker = "", int Nth = 1)
{
    /// <summary>One line each.</summary>
    public static IReadOnlyList<CrashPoint> All { get; } =
    [
        new("in a migration", Moment.Statement, "CREATE TABLE", 5),
        new("before a migration commits", Moment.Committing, "CREATE TABLE"),
        new("after a migration commits", Moment.Committed, "CREATE TABLE"),
        new("before the first user commits", Moment.Committing, "INSERT INTO \"AspNetUsers\""),
        new("after the first user commits", Moment.Committed, "INSERT INTO \"AspNetUsers\""),
        new("before an account is stored", Moment.Statement, "INSERT INTO \"Accounts\""),
        new("before a run is stored", Moment.Statement, "INSERT INTO \"ScrapeRuns\""),
        new("before the first row of a reading", Moment.Statement, "INSERT INTO \"Transactions\""),
        new("between the rows of a reading", Moment.Statement, "INSERT INTO \"Transactions\"", 4),
        new("before the first event of a reading", Moment.Statement, "INSERT INTO \"Deliveries\""),
        new("between the events of a reading", Moment.Statement, "INSERT INTO \"Deliveries\"", 3),
        new("before a reading commits", Moment.Committing, "INSERT INTO \"Transactions\""),
        new("after a reading commits", Moment.Committed, "INSERT INTO \"Transactions\""),
        new("before the second reading commits", Moment.Committing, "INSERT INTO \"Transactions\"", 2),
        new("after the second reading commits", Moment.Committed, "INSERT INTO \"Transactions\"", 2),
        new("before a pending row is booked", Moment.Statement, "UPDATE \"Transactions\""),
        new("before an attempt is recorded", Moment.Committing, "INSERT INTO \"Attempts\""),
        new("after an attempt is recorded", Moment.Committed, "INSERT INTO \"Attempts\""),
        new("before the first event is sent", Moment.Sending),
        new("before the third event is sent", Moment.Sending, Nth: 3),
        new("after the send, before the answer", Moment.Sent),
        new("after the fourth send, before the answer", Moment.Sent, Nth: 4),
        new("after the answer, before its record", Moment.Answered),
        new("after the third answer, before its record", Moment.Answered, Nth: 3),
        new("in the record of an answer", Moment.Statement, "UPDATE \"Attempts\" AS \"a\"\nSET \"FinishedAt\""),
        new("before an answer commits", Moment.Committing, "UPDATE \"Attempts\""),
        new("after an answer commits", Moment.Committed, "UPDATE \"Attempts\""),
    ];

    /// <summary>While the bank is visited with a browser.</summary>
    public static IReadOnlyList<CrashPoint> OfVisits { get; } =
    [
        new("as the browser is up", Moment.Statement, "INSERT INTO \"RunStages\"", 3),
        new("before the password is typed", Moment.Statement, "SET \"LoginAttempts\" = @p"),
        new("after the password", Moment.Statement, "INSERT INTO \"RunStages\"", 4),
        new("after the list was read", Moment.Statement, "INSERT INTO \"RunStages\"", 6),
        new("before what was read commits", Moment.Committing, "INSERT INTO \"Transactions\""),
        new("after what was read commits", Moment.Committed, "INSERT INTO \"Transactions\""),
    ];

    /// <summary>Leaves a database that nobody closed, with all that it is to hold.</summary>
    public static CrashPoint AtTheEnd { get; } = new("at the end", Moment.Settled);

    public static CrashPoint Find(string name) => All.Concat(OfVisits).Concat(UpkeepPoint.All.Select(upkeep => upkeep.Point)).Append(AtTheEnd).Single(point => point.Name == name);
}
