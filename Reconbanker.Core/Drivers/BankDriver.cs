using Reconbanker.Core.Accounts;

namespace Reconbanker.Core.Drivers;

/// <summary>
/// What one bank's site needs to be read. A driver stores nothing, logs nothing, retries nothing and reads no clock: it acts on the
/// page that it is handed and says what it saw.
/// </summary>
public abstract class BankDriver
{
    public abstract Bank Bank { get; }

    /// <summary>Opens the login page, types the credentials, sees a second factor through, and returns once signed in.</summary>
    /// <exception cref="BankFailure">The bank refused.</exception>
    public abstract Task SignInAsync(BankPage page, CancellationToken cancellationToken);

    /// <summary>Whether the page shows a positive sign of being signed in; the absence of an error is none.</summary>
    public abstract Task<bool> IsSignedInAsync(BankPage page, CancellationToken cancellationToken);

    /// <summary>The bank accounts that this login shows.</summary>
    public abstract Task<IReadOnlyList<BankAccountOption>> ListBankAccountsAsync(BankPage page, CancellationToken cancellationToken);

    /// <summary>Reads the rows of the window's bank account, newest or oldest first, after checking that the page shows that account.</summary>
    /// <exception cref="BankFailure">The page shows another account, or is not as the driver knows it.</exception>
    public abstract IAsyncEnumerable<ScrapedTransaction> ReadTransactionsAsync(
        BankPage page, ReadWindow window, CancellationToken cancellationToken);

    /// <summary>Called between the readings of a persistent session, to keep the bank from ending it.</summary>
    public virtual Task KeepAliveAsync(BankPage page, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called at the end of a one-shot session, so that the bank does not keep it open.</summary>
    public virtual Task SignOutAsync(BankPage page, CancellationToken cancellationToken) => Task.CompletedTask;
}
