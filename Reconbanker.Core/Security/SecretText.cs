using System.Diagnostics;

namespace Reconbanker.Core.Security;

/// <summary>A password, code or token that must not be printed: every way of showing it shows dots.</summary>
[DebuggerDisplay("•••")]
public sealed class SecretText(string value)
{
    /// <summary>The secret itself, for the one place that has to hand it on.</summary>
    public string Reveal() => value;

    public override string ToString() => "•••";
}
