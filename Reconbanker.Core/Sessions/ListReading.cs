using Reconbanker.Core.Drivers;
using Reconbanker.Core.Transactions;

namespace Reconbanker.Core.Sessions;

/// <summary>Has a bank account's list read, again if it cannot be believed at once, and stored.</summary>
public sealed class ListReading(TransactionIngest ingest, TimeProvider clock)
{
    // A second reading confirms the first; a third is for a row that came in between them.
    private const int MostReadings = 3;

    /// <exception cref="RunEndedException">No reading could be believed. Nothing of them is stored as a transaction.</exception>
    internal async Task ReadAsync(RunningSession session, RunJournal journal, BankDriver driver, BankPage page, string bankAccountNumber)
    {
        for (var number = 1; number <= MostReadings; number++)
        {
            await journal.EnterAsync(Stage.Read, session.Stop);
            var window = await ingest.NextWindowAsync(session.AccountId, bankAccountNumber, BankDay.Today(page.Bank, clock), session.Stop);
            var rows = await driver.ReadTransactionsAsync(page, window, session.Stop).ToListAsync(session.Stop);

            await journal.EnterAsync(Stage.Store, session.Stop);
            var reading = await ingest.IngestAsync(session.RunId, session.AccountId, window, rows, session.Stop);
            if (reading.Refusal is ReadingRefusal.AmountNotExact or ReadingRefusal.BalanceMissing)
            {
                throw new RunEndedException(StopReason.BankPageChanged);
            }

            if (reading.Verdict is ReadingVerdict.Accepted or ReadingVerdict.PartlyHeld)
            {
                return;
            }
        }

        throw new RunEndedException(StopReason.ListDidNotAddUp);
    }
}
