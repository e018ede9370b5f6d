namespace Reconbanker.Web.TryBank;

/// <summary>How <c>try-bank</c> ended, as its exit code.</summary>
internal enum TrialEnd
{
    Read = 0,

    /// <summary>The page was not as the driver knows it, or the driver failed.</summary>
    Failed = 1,
    WrongUse = 2,

    /// <summary>The bank refused the login.</summary>
    Refused = 3,
    BankUnavailable = 4,
    NoBrowser = 5,
    NobodyHelped = 6,

    /// <summary>By Ctrl+C; what shells say of it.</summary>
    Stopped = 130,
}
