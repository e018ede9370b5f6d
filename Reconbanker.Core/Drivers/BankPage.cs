namespace Reconbanker.Core.Drivers;

/// <summary>What a driver is handed: the bank's page, with every call bounded and no secret in any error.</summary>
public sealed class BankPage
{
}
