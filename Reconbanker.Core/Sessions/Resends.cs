using Reconbanker.Core.Drivers;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Core.Sessions;

/// <summary>
/// How the code, or the request for approval, that a session waits for is sent another time: by us when asked to, or by the press of a
/// person in the bank's page, which is noticed. Either begins another challenge.
/// </summary>
internal sealed class Resends : IDisposable
{
    private readonly AssistanceRequest _request;
    private readonly LiveView? _view;
    private readonly PageSending _sending;
    private readonly Func<Task> _describe;
    private readonly TimeProvider _clock;
    private volatile bool _wasPressed;

    /// <param name="view">Null when nobody can press anything in the page but at a window of the browser itself.</param>
    /// <param name="describe">Reads what is asked for into the request.</param>
    public Resends(AssistanceRequest request, LiveView? view, PageSending sending, Func<Task> describe, TimeProvider clock)
    {
        (_request, _view, _sending, _describe, _clock) = (request, view, sending, describe, clock);
        if (sending.Offers.Count > 0)
        {
            view?.Presses.Target = new(TryPointOutAsync, () => _wasPressed = true);
        }
    }

    /// <summary>See <see cref="OpenRequest.Changed"/>.</summary>
    public Func<bool, Task> Changed { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether another code was asked for since the human saw this one asked for, as far as we know yet.</summary>
    public bool IsOver(int challenge) => _wasPressed || challenge != _request.Challenge;

    /// <summary>The same once the page has handled all that a person has done in it. Called while nobody may do anything in it.</summary>
    public async Task<bool> IsOverAsync(int challenge)
    {
        if (_view is not null)
        {
            await _view.UntilHandledAsync();
            await TryPointOutAsync(); // the page answers this only after what a finger has done
        }

        return IsOver(challenge);
    }

    public SendOffer? Find(CodeChannel? channel) => _sending.Offers.FirstOrDefault(offer => offer.Channel == channel);

    /// <summary>Looks which of the ways the page offers now.</summary>
    public async Task ReadOffersAsync()
    {
        if (await OffersDifferAsync())
        {
            await Changed(false);
        }
    }

    public async Task<SendAnswer> SendAsync(int challenge, SendOffer offer)
    {
        if (await IsOverAsync(challenge))
        {
            return SendAnswer.SentAlready;
        }

        if (!await offer.IsShown())
        {
            return SendAnswer.NotOffered;
        }

        // Before the bank is asked: should we never learn whether it sent one, a code that came before is not typed either.
        Supersede();
        try
        {
            await offer.Ask();
        }
        finally
        {
            await ReadAnewAsync();
        }

        return SendAnswer.Sent;
    }

    /// <summary>The bank was asked for another one.</summary>
    public async Task OnSentAsync()
    {
        Supersede();
        await ReadAnewAsync();
    }

    /// <summary>Begins another challenge if a person has asked for one in the page.</summary>
    public async Task NoticeAsync()
    {
        if (!_wasPressed)
        {
            return;
        }

        // The challenge first: a code for the one before is never let through in between.
        Supersede();
        while (_wasPressed)
        {
            _wasPressed = false; // nobody has been told yet: who presses twice has asked for what is read next
            await UntilSentAsync();
        }

        await ReadAnewAsync();
    }

    public void Dispose() => _view?.Presses.Target = null;

    private void Supersede() => _request.Supersede(_clock.GetUtcNow());

    private async Task<bool> OffersDifferAsync()
    {
        var shown = new List<SendOffer>();
        foreach (var offer in _sending.Offers)
        {
            if (await offer.IsShown())
            {
                shown.Add(offer);
            }
        }

        return _request.Offer(shown.Any(o => o.Channel is null), [.. shown.Select(o => o.Channel).OfType<CodeChannel>()]);
    }

    private async Task ReadAnewAsync()
    {
        try
        {
            await _describe();
            await OffersDifferAsync();
        }
        catch (BankStepException e) when (MayPass(e))
        {
            // What the page says is for the human to read only; the code itself can do without.
        }

        await Changed(true);
    }

    private async Task UntilSentAsync()
    {
        try
        {
            await _sending.UntilSent();
        }
        catch (BankStepException e) when (MayPass(e))
        {
            // The page is between two documents, or waits for the human to answer its dialog.
        }
    }

    private bool MayPass(BankStepException e) => e.Failure == BankStepFailure.NotFound || _view?.Dialog is not null;

    private async Task<bool> TryPointOutAsync()
    {
        for (var tries = 2; tries > 0; tries--)
        {
            try
            {
                await _sending.PointOut();
                return true;
            }
            catch (BankStepException)
            {
                // The page is between two documents; the next one is there at once.
            }
        }

        return false;
    }
}
