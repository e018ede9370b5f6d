using System.Globalization;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.TryBank;

/// <summary>Asks the person at the terminal what a trial cannot know.</summary>
/// <param name="trial">Cancelled when the input ends before the bank has its answer.</param>
internal sealed class TrialOperator(Terminal terminal, TrialPrinter printer, CancellationTokenSource trial)
{
    /// <summary>Whether the trial was ended because nobody is there to answer.</summary>
    public bool InputEnded { get; private set; }

    /// <summary>Asks for codes until the bank has let us in, or takes no more.</summary>
    public async Task AskForCodeAsync(CodeRequest code, Func<SecretText, Task<CodeAnswer>> submit, CancellationToken passed)
    {
        printer.Say(TrialWords.CodeNeeded(code));
        while (await AnsweredAsync(terminal.LineAsync(TryBankTexts.Code, passed)) is { } typed)
        {
            var answer = await submit(new SecretText(typed));
            printer.Say(TrialWords.Describe(answer, code.Length));
            if (answer is CodeAnswer.Accepted or CodeAnswer.NoTriesLeft or CodeAnswer.TooLate)
            {
                return;
            }
        }
    }

    public void AskForHelp(HelpKind kind) => printer.Say(TrialWords.HelpNeeded(kind));

    /// <returns>The number of one of them.</returns>
    public async Task<string> ChooseBankAccountAsync(IReadOnlyList<BankAccountOption> shown, CancellationToken cancellationToken)
    {
        printer.Say(TrialWords.BankAccounts(shown));
        while (await AnsweredAsync(terminal.LineAsync(TryBankTexts.WhichBankAccount, cancellationToken)) is { } answer)
        {
            var chosen = int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position >= 1 && position <= shown.Count
                ? shown[position - 1]
                : shown.FirstOrDefault(o => o.Number == answer.Trim());
            if (chosen is not null)
            {
                return chosen.Number;
            }

            printer.Say(TrialWords.NotInTheList(shown.Count));
        }

        throw new OperationCanceledException(trial.Token);
    }

    private async Task<string?> AnsweredAsync(Task<string?> asking)
    {
        var answer = await asking;
        if (answer is null)
        {
            InputEnded = true;
            await trial.CancelAsync();
        }

        return answer;
    }
}
