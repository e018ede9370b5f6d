using System.Globalization;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Sealed;

/// <summary>The two ways out: the file is put back, or the key is typed from the recovery sheet by whoever reads the terminal.</summary>
internal sealed class Unsealing(
    DataFolder folder, SetupCode code, AttemptLimits limits, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private volatile bool _isDone;

    public bool IsDone => _isDone;

    /// <summary>Why it is sealed now; null when it no longer is.</summary>
    public VaultKeyException? Why => StartCheck.WhySealed(folder);

    /// <returns>What is still wrong; null when the app starts now.</returns>
    public string? TryAgain()
    {
        if (Why is not null)
        {
            return SealedTexts.StillSealed;
        }

        Finish();
        return null;
    }

    /// <returns>As <see cref="TryAgain"/>.</returns>
    public string? TakeKey(HttpContext http, string? typedCode, string? typedKey)
    {
        if (limits.Enter("unseal", http) is { } wait)
        {
            return string.Format(CultureInfo.CurrentCulture, SealedTexts.TooMany, Math.Max(1, Math.Ceiling(wait.TotalSeconds)));
        }

        switch (code.Check(typedCode))
        {
            case SetupCodeCheck.Wrong:
                return SealedTexts.CodeWrong;
            case SetupCodeCheck.Expired:
                return SealedTexts.CodeExpired;
        }

        try
        {
            return !StartCheck.TakeRecoveryText(folder, typedKey, clock) ? SealedTexts.KeyWrong
                : Why is null ? TryAgain()
                : SealedTexts.OneMoreKey;
        }
        catch (VaultKeyException e)
        {
            return e.Message;
        }
    }

    private void Finish()
    {
        _isDone = true;

        // The answer leaves before the server does: stopping waits for it.
        lifetime.StopApplication();
    }
}
