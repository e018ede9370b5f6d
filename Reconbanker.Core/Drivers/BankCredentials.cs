using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>What signs in at the bank's website; in memory for as long as a sign-in lasts.</summary>
public sealed record BankCredentials(SecretText UserName, SecretText Password);
