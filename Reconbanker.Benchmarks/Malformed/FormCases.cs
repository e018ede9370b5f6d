using Reconbanker.Core.Accounts;

namespace Reconbanker.Benchmarks.Malformed;

/// <summary>Every form of an account's settings, filled in with nonsense: it is saved, or refused and nothing has changed.</summary>
/// <param name="forms">Each saves something, given what makes texts.</param>
/// <param name="isOwner">Whether whoever fills them in owns the account; if not, nothing may ever be saved.</param>
/// <param name="digest">One value for all that is stored.</param>
internal sealed class FormCases(
    Nonsense nonsense, MalformedTally tally, IReadOnlyList<Func<Nonsense, CancellationToken, Task<SaveOutcome>>> forms, bool isOwner,
    Func<CancellationToken, Task<string>> digest)
{
    public async Task RunAsync(int cases, CancellationToken stop)
    {
        var before = await digest(stop);
        for (var i = 0; i < cases; i++)
        {
            tally.Try();
            var form = i % forms.Count;
            try
            {
                var outcome = await forms[form](nonsense, stop);
                var after = await digest(stop);
                if ((outcome is not SaveOutcome.Saved || !isOwner) && after != before)
                {
                    tally.AddPartial($"form {form + 1}: {outcome}{(isOwner ? "" : " for somebody else's account")}, and yet something changed");
                }

                before = after;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                tally.AddUnhandled($"form {form + 1}: {e}");
            }
        }
    }
}
