namespace Reconbanker.Web.Demo.Faults;

/// <summary>What is wrong with the demo on purpose; nothing at first. See <see cref="FaultFields"/> for names and limits.</summary>
public sealed record FaultSettings
{
    public const string Everyone = "everyone";

    /// <summary>The whole bank answers that it is being maintained.</summary>
    public bool Maintenance { get; init; }

    /// <summary>How much later the bank answers, in milliseconds.</summary>
    public int DelayMs { get; init; }

    /// <summary>Whom <see cref="DelayMs"/> is for: a username, or everyone.</summary>
    public string DelayFor { get; init; } = Everyone;

    /// <summary>Every n-th request to the bank is dropped without an answer; 0 for none.</summary>
    public int DropEvery { get; init; }

    /// <summary>The bank takes the next login, and its answer is cut off; then this is off again.</summary>
    public bool DropNextLogin { get; init; }

    /// <summary>When an idle session ends; 0 for what the customer has.</summary>
    public int IdleSeconds { get; init; }

    /// <summary>When an idle page asks whether more time is needed; 0 for what the customer has.</summary>
    public int WarningSeconds { get; init; }

    /// <summary>The movements are shown in another design, to everyone.</summary>
    public bool Redesign { get; init; }

    /// <summary>What meets the customer "hostile" after the password.</summary>
    public string Hostile { get; init; } = HostileMode.All;

    /// <summary>The port of this machine that the hostile pages try to reach.</summary>
    public int HostilePort { get; init; } = 9;

    /// <summary>How the shop answers webhooks.</summary>
    public string ShopAnswer { get; init; } = ShopAnswers.Ok;

    /// <summary>How long a slow shop takes.</summary>
    public int ShopDelaySeconds { get; init; } = 20;

    /// <summary>What a shop that answers 429 asks for.</summary>
    public int ShopRetryAfterSeconds { get; init; } = 30;

    /// <summary>How many webhooks are answered so; 0 until it is switched back.</summary>
    public int ShopTimes { get; init; }
}

/// <summary>What the customer "hostile" can be met with; each alone, or all at once.</summary>
public static class HostileMode
{
    public const string All = "all";
    public const string Loopback = "loopback";
    public const string Lan = "lan";
    public const string Metadata = "metadata";
    public const string File = "file";
    public const string Downloads = "downloads";
    public const string Popups = "popups";
    public const string Permissions = "permissions";
    public const string Dialogs = "dialogs";
    public const string Busy = "busy";
    public const string Huge = "huge";
    public const string Memory = "memory";

    public static IReadOnlyList<string> Names { get; } =
        [All, Loopback, Lan, Metadata, File, Downloads, Popups, Permissions, Dialogs, Busy, Huge, Memory];
}

/// <summary>How the shop can answer a webhook.</summary>
public static class ShopAnswers
{
    public const string Ok = "ok";
    public const string Slow = "slow";
    public const string Error = "500";
    public const string TooMany = "429";
    public const string Closed = "closed";

    public static IReadOnlyList<string> Names { get; } = [Ok, Slow, Error, TooMany, Closed];
}
