namespace Reconbanker.Core.Drivers;

/// <summary>What a human has to do that is no code.</summary>
public enum HelpKind
{
    /// <summary>Approve the login on another device; the bank's page goes on by itself.</summary>
    Approval,

    /// <summary>Prove to be human. Never attempted by the machine.</summary>
    Captcha,

    /// <summary>Answer questions of the bank: a list, a date, a confirmation.</summary>
    Choice,

    /// <summary>Tell the bank's host a user and a password, which it asks for before it shows anything.</summary>
    HostSignIn,

    /// <summary>Anything else, in the bank's own page.</summary>
    Other,
}
