namespace Reconbanker.Core.Accounts;

/// <summary>Keeps us from locking a user out of their bank.</summary>
public sealed class LoginBudget
{
}
