namespace Reconbanker.Core.Accounts;

/// <summary>Creates accounts and changes their settings.</summary>
public sealed class AccountSettings
{
}
