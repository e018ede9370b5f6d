namespace Reconbanker.Core.Transactions;

/// <summary>What makes two rows of a bank the same.</summary>
public static class TransactionIdentity
{
}
