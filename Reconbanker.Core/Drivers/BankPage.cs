using Microsoft.Playwright;
using Reconbanker.Core.Browser;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>
/// What a driver is handed: the bank's page. Every call is bounded, and no failure repeats what was typed. Locators may be combined as
/// Playwright allows; acting on them goes through here. A page that a broken connection swallowed is asked for again, a form never. A host
/// that wants a user and a password of its own is left to the human.
/// </summary>
/// <param name="stepTimeout">Bound of one step; a browser that does not answer at all is given up a moment later.</param>
/// <param name="help">How to count a login before it happens, and how to ask the human.</param>
public sealed class BankPage(
    IPage page, Bank bank, BankCredentials credentials, DateOnly today, TimeSpan stepTimeout, TimeProvider clock, BankPageHelp help,
    CancellationToken stop)
{
    private const int TimesAskedAgain = 2;

    private readonly PageSteps _steps = new(stepTimeout, clock, stop);
    private readonly LostPages _lost = new(page);

    /// <summary>The bank, with the addresses of the configuration.</summary>
    public Bank Bank { get; } = bank;

    public BankCredentials Credentials { get; } = credentials;

    /// <summary>The bank's day on which the run began.</summary>
    public DateOnly Today { get; } = today;

    /// <summary>A form field by its label.</summary>
    public ILocator Field(string label) => page.GetByLabel(label, new() { Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>Anything that CSS can name; labels and roles survive a redesign better.</summary>
    public ILocator Css(string selector) => page.Locator(selector);

    /// <summary>A page within the page, also one of another site; what is found in it may be used like any other element.</summary>
    public IFrameLocator Frame(string selector) => page.FrameLocator(selector);

    /// <exception cref="BankStepException">The page cannot be reached, or may not be: see <see cref="BankAddress"/>.</exception>
    public async Task OpenAsync(Uri address)
    {
        if (!BankAddress.MayBeOpened(address))
        {
            throw new BankStepException(BankStepFailure.NotFound, "open an address that is not https");
        }

        var step = $"open a page of {address.Host}";
        await ToldAsync(new(PageAct.Open, page, step, null) { Address = address });
        for (var asked = 0; ; asked++)
        {
            try
            {
                await _steps.RunAsync(step, () => GoToAsync(address, step), BankStepFailure.NotReachable);
                return;
            }
            catch (BankStepException e) when (
                e.Failure == BankStepFailure.NotReachable && asked < TimesAskedAgain && _lost.Take() is { MayBeAskedAgain: true } lost)
            {
                if (lost.WantsSignIn)
                {
                    await SignInToHostAsync(lost.Address);
                    return;
                }

                await _steps.PauseAsync(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>Opens an address relative to the page that is shown.</summary>
    public Task OpenAsync(string address) => Uri.TryCreate(new Uri(page.Url), address, out var full)
        ? OpenAsync(full)
        : throw new BankStepException(BankStepFailure.NotFound, "open an address that is none");

    /// <summary>Replaces what a field holds. Not for secrets.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        var step = $"type into {field}";
        await _steps.RunAsync(step, () => SecretInput.FillAsync(field, new SecretText(text), _steps.Bound));
        await ToldAsync(new(PageAct.Fill, page, step, null));
    }

    /// <summary>Types a secret. Before the password, the login is counted, so that no crash makes us forget it.</summary>
    public async Task TypeSecretAsync(ILocator field, SecretText secret)
    {
        if (ReferenceEquals(secret, Credentials.Password))
        {
            await VisibleAsync(field);
            await help.CountLogin(stop);
        }

        await _steps.RunAsync($"type into {field}", () => SecretInput.FillAsync(field, secret, _steps.Bound));
    }

    public Task PressAsync(string button) => ClickAsync(Button(button));

    public async Task ClickAsync(ILocator element)
    {
        var step = $"click {element}";
        await ToldAsync(new(PageAct.Click, page, step, element));
        await _steps.RunAsync(step, () => element.ClickAsync(new() { Timeout = _steps.Bound }));
    }

    /// <summary>Ticks a check box, or leaves it ticked.</summary>
    public async Task TickAsync(ILocator box)
    {
        var step = $"tick {box}";
        await _steps.RunAsync(step, () => box.CheckAsync(new() { Timeout = _steps.Bound }));
        await ToldAsync(new(PageAct.Fill, page, step, null));
    }

    /// <summary>Waits until the element shows.</summary>
    public Task VisibleAsync(ILocator element) => FirstOfAsync(element);

    public async Task<bool> IsVisibleAsync(ILocator element)
    {
        var isVisible = await IsShownAsync(element);
        await ToldAsync(new(PageAct.Look, page, $"look for {element}", null));
        return isVisible;
    }

    /// <summary>Waits until one of the elements shows.</summary>
    /// <returns>Its position among the arguments, from 0; the first if several show.</returns>
    public async Task<int> FirstOfAsync(params ILocator[] elements)
    {
        var step = $"see {string.Join(" or ", elements.Select(e => e.ToString()))}";
        // Looked for one by one, since they may be in different frames, which no single wait of the browser spans.
        var asked = 0;
        var first = await _steps.UntilAsync<int>(step, async () =>
        {
            var seen = await FirstVisibleAsync(elements);
            if (_lost.TakeShown() is { } lost)
            {
                // What was seen may be of the browser's own page about the loss.
                await AskAgainAsync(lost, ++asked);
                return null;
            }

            return seen;
        });
        await ToldAsync(new(PageAct.Look, page, step, null));
        return first;
    }

    public Task<string> TextAsync(ILocator element) =>
        ReadAsync($"read {element}", async () => (await element.InnerTextAsync(new() { Timeout = _steps.Bound })).Trim());

    /// <summary>The text of every element that matches, in the order of the page.</summary>
    public Task<string[]> TextsAsync(ILocator elements) =>
        ReadAsync($"read {elements}", () => elements.EvaluateAllAsync<string[]>("all => all.map(e => e.innerText.trim())"));

    /// <summary>An attribute of every element that matches, in the order of the page; empty where an element lacks it.</summary>
    public Task<string[]> AttributesAsync(ILocator elements, string name) => ReadAsync(
        $"read {name} of {elements}",
        () => elements.EvaluateAllAsync<string[]>("(all, name) => all.map(e => e.getAttribute(name) ?? '')", name));

    /// <summary>The cells of every table row that matches, as text without surrounding blanks.</summary>
    public Task<string[][]> RowsAsync(ILocator rows) => ReadAsync(
        $"read {rows}", () => rows.EvaluateAllAsync<string[][]>("all => all.map(r => [...r.cells].map(c => c.innerText.trim()))"));

    /// <summary>
    /// Asks the human for a code and returns once signed in: the human types it in the bank's page in the live view, or hands it over and it
    /// is typed here. A login that may not ask a human ends instead. For a code that came too late, the bank is asked for another one, once.
    /// </summary>
    /// <exception cref="BankFailure">The bank ended the login.</exception>
    public Task AskForCodeAsync(CodeRequest request, CodeScreen screen, CancellationToken cancellationToken)
    {
        var buttons = new SendButtons(this, _steps, screen);
        var typing = new CodeTyping(this, _steps, screen, buttons);
        var entry = new CodeEntry(() => IsPassedAsync(screen.SignedIn, screen.Ended), typing.EnterAsync)
        {
            Sending = buttons.Sending,
            Read = screen.Read,
        };
        return help.AskForCode(request, entry, cancellationToken);
    }

    /// <summary>
    /// Asks the human to do what is no code, in the bank's page in the live view or on another device, and returns once signed in. A login
    /// that may not ask a human ends instead.
    /// </summary>
    /// <param name="signedIn">The positive sign of being signed in.</param>
    /// <param name="ended">What the page shows when the bank ended the login.</param>
    /// <exception cref="BankFailure">The bank ended the login.</exception>
    public Task AskForHelpAsync(HelpRequest request, ILocator signedIn, ILocator ended, CancellationToken cancellationToken) =>
        AskForHelpAsync(request, new HelpScreen(signedIn, ended), cancellationToken);

    /// <inheritdoc cref="AskForHelpAsync(HelpRequest, ILocator, ILocator, CancellationToken)" path="/summary | /exception"/>
    public Task AskForHelpAsync(HelpRequest request, HelpScreen screen, CancellationToken cancellationToken) => help.AskForHelp(
        request,
        new HelpEntry(() => IsPassedAsync(screen.SignedIn, screen.Ended)) { Sending = new SendButtons(this, _steps, screen).Sending, Read = screen.Read },
        cancellationToken);

    private async Task<int?> FirstVisibleAsync(ILocator[] elements)
    {
        for (var i = 0; i < elements.Length; i++)
        {
            if (await IsShownAsync(elements[i]))
            {
                return i;
            }
        }

        return null;
    }

    private async Task<bool> IsPassedAsync(ILocator signedIn, ILocator ended)
    {
        if (_lost.TakeShown() is { } lost)
        {
            await AskAgainAsync(lost, asked: 1);
        }

        if (await IsShownAsync(ended))
        {
            throw new BankFailure(BankFailureCategory.SecondFactorRefused);
        }

        return await IsShownAsync(signedIn);
    }

    private async Task<T> ReadAsync<T>(string step, Func<Task<T>> read)
    {
        var seen = await _steps.RunAsync(step, read);
        await ToldAsync(new(PageAct.Look, page, step, null));
        return seen;
    }

    private Task<bool> IsShownAsync(ILocator element) => _steps.RunAsync($"look for {element}", () => Shown(element).IsVisibleAsync());

    private Task ToldAsync(PageMoment moment) => help.Watch?.Invoke(moment) ?? Task.CompletedTask;

    private async Task AskAgainAsync(LostPage lost, int asked)
    {
        if (!lost.MayBeAskedAgain || asked > TimesAskedAgain)
        {
            throw new BankStepException(BankStepFailure.NotReachable, $"wait for a page of {lost.Address.Host}");
        }

        await (lost.WantsSignIn ? SignInToHostAsync(lost.Address) : OpenAsync(lost.Address));
    }

    /// <summary>The page is asked for again once a human is there, who is asked for the sign-in in the live view.</summary>
    private async Task SignInToHostAsync(Uri address)
    {
        Task? opening = null;
        var isFirstLook = true;
        await help.AskForHelp(
            new(HelpKind.HostSignIn),
            new HelpEntry(() =>
            {
                if (isFirstLook)
                {
                    isFirstLook = false; // by the next one the live view hears hosts ask
                    return Task.FromResult(false);
                }

                if (opening is null)
                {
                    opening = page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 0 });
                    Unanswered.Ignore(opening); // a human who declines may still reload the page
                }

                return Task.FromResult(opening.IsCompleted && !_lost.IsSignInMissing);
            }),
            stop);
    }

    private async Task GoToAsync(Uri address, string step)
    {
        var response = await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = _steps.Bound });
        if (response is { Status: >= 500 })
        {
            throw new BankStepException(BankStepFailure.NotReachable, step);
        }
    }

    // Pages keep hidden copies of what they may show later; only what shows counts.
    private static ILocator Shown(ILocator element) => element.Filter(new() { Visible = true }).First;
}
