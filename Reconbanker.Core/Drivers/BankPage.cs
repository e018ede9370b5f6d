using Microsoft.Playwright;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Drivers;

/// <summary>
/// What a driver is handed: the bank's page. Every call is bounded, and no failure repeats what was typed. Locators may be combined as
/// Playwright allows; acting on them goes through here.
/// </summary>
/// <param name="stepTimeout">Bound of one step; a browser that does not answer at all is given up a moment later.</param>
/// <param name="help">How to count a login before it happens, and how to ask the human.</param>
public sealed class BankPage(
    IPage page, Bank bank, BankCredentials credentials, DateOnly today, TimeSpan stepTimeout, TimeProvider clock, BankPageHelp help,
    CancellationToken stop)
{
    // The browser's own timeout comes first, since it says more; this much later we stop waiting for the browser itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private const string SeenMark = "data-reconbanker-seen";

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

    /// <exception cref="BankStepException">The page cannot be reached, or may not be: see <see cref="BankAddress"/>.</exception>
    public Task OpenAsync(Uri address) => BankAddress.MayBeOpened(address)
        ? OpenAsync(address, $"open a page of {address.Host}")
        : throw new BankStepException(BankStepFailure.NotFound, "open an address that is not https");

    /// <summary>Opens an address relative to the page that is shown.</summary>
    public Task OpenAsync(string address) => Uri.TryCreate(new Uri(page.Url), address, out var full)
        ? OpenAsync(full)
        : throw new BankStepException(BankStepFailure.NotFound, "open an address that is none");

    /// <summary>Replaces what a field holds. Not for secrets.</summary>
    public Task TypeAsync(ILocator field, string text) => StepAsync($"type into {field}", () => field.FillAsync(text, new() { Timeout = Bound }));

    /// <summary>Types a secret. Before the password, the login is counted, so that no crash makes us forget it.</summary>
    public async Task TypeSecretAsync(ILocator field, SecretText secret)
    {
        if (ReferenceEquals(secret, Credentials.Password))
        {
            await VisibleAsync(field);
            await help.CountLogin(stop);
        }

        await StepAsync($"type into {field}", () => field.FillAsync(secret.Reveal(), new() { Timeout = Bound }));
    }

    public Task PressAsync(string button) => ClickAsync(Button(button));

    public Task ClickAsync(ILocator element) => StepAsync($"click {element}", () => element.ClickAsync(new() { Timeout = Bound }));

    /// <summary>Waits until the element shows.</summary>
    public Task VisibleAsync(ILocator element) =>
        StepAsync($"see {element}", () => Shown(element).WaitForAsync(new() { State = WaitForSelectorState.Visible, Timeout = Bound }));

    public Task<bool> IsVisibleAsync(ILocator element) => StepAsync($"look for {element}", () => Shown(element).IsVisibleAsync());

    /// <summary>Waits until one of the elements shows.</summary>
    /// <returns>Its position among the arguments, from 0; the first if several show.</returns>
    public async Task<int> FirstOfAsync(params ILocator[] elements)
    {
        var any = elements.Aggregate((left, right) => left.Or(right));
        await VisibleAsync(any);
        while (true)
        {
            for (var i = 0; i < elements.Length; i++)
            {
                if (await IsVisibleAsync(elements[i]))
                {
                    return i;
                }
            }

            // It went away between the two looks: the page is moving on.
            await VisibleAsync(any);
        }
    }

    public Task<string> TextAsync(ILocator element) =>
        StepAsync($"read {element}", async () => (await element.InnerTextAsync(new() { Timeout = Bound })).Trim());

    /// <summary>The text of every element that matches, in the order of the page.</summary>
    public Task<string[]> TextsAsync(ILocator elements) =>
        StepAsync($"read {elements}", () => elements.EvaluateAllAsync<string[]>("all => all.map(e => e.innerText.trim())"));

    /// <summary>An attribute of every element that matches, in the order of the page; empty where an element lacks it.</summary>
    public Task<string[]> AttributesAsync(ILocator elements, string name) =>
        StepAsync($"read {name} of {elements}", () => elements.EvaluateAllAsync<string[]>("(all, name) => all.map(e => e.getAttribute(name) ?? '')", name));

    /// <summary>The cells of every table row that matches, as text without surrounding blanks.</summary>
    public Task<string[][]> RowsAsync(ILocator rows) =>
        StepAsync($"read {rows}", () => rows.EvaluateAllAsync<string[][]>("all => all.map(r => [...r.cells].map(c => c.innerText.trim()))"));

    /// <summary>
    /// Asks the human for a code and returns once signed in: the human types it in the bank's page in the live view, or hands it over and it
    /// is typed here. A login that may not ask a human ends instead.
    /// </summary>
    /// <param name="field">Where the code goes.</param>
    /// <param name="confirm">What sends it; null when the page does by itself.</param>
    /// <param name="signedIn">The positive sign of being signed in.</param>
    /// <param name="refused">What the page shows when the bank refuses a code.</param>
    /// <param name="ended">What the page shows when the bank takes no further code and ended the login.</param>
    /// <exception cref="BankFailure">The bank ended the login.</exception>
    public Task AskForCodeAsync(
        CodeRequest request, ILocator field, ILocator? confirm, ILocator signedIn, ILocator refused, ILocator ended,
        CancellationToken cancellationToken) =>
        help.AskForCode(
            request,
            new CodeEntry(() => IsPassedAsync(signedIn, ended), code => EnterCodeAsync(code, field, confirm, signedIn, refused)),
            cancellationToken);

    private async Task<bool> IsPassedAsync(ILocator signedIn, ILocator ended)
    {
        if (await IsVisibleAsync(ended))
        {
            throw new BankFailure(BankFailureCategory.SecondFactorRefused);
        }

        return await IsVisibleAsync(signedIn);
    }

    private async Task<bool> EnterCodeAsync(SecretText code, ILocator field, ILocator? confirm, ILocator signedIn, ILocator refused)
    {
        // A refusal of an earlier code may still be on the page; only a new one is an answer to this one.
        await StepAsync($"mark {refused}", () => refused.EvaluateAllAsync<int>($"all => all.map(e => e.setAttribute('{SeenMark}', '')).length"));
        await StepAsync($"type the code into {field}", async () =>
        {
            await field.FillAsync("", new() { Timeout = Bound });
            await field.PressSequentiallyAsync(code.Reveal(), new() { Timeout = Bound });
        });
        if (confirm is not null)
        {
            await ClickAsync(confirm);
        }

        return await FirstOfAsync(signedIn, refused.And(Css($":not([{SeenMark}])"))) == 0;
    }

    private Task OpenAsync(Uri address, string step) => StepAsync(step, async () =>
    {
        var response = await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = Bound });
        if (response is { Status: >= 500 })
        {
            throw new BankStepException(BankStepFailure.NotReachable, step);
        }
    }, BankStepFailure.NotReachable);

    // Pages keep hidden copies of what they may show later; only what shows counts.
    private static ILocator Shown(ILocator element) => element.Filter(new() { Visible = true }).First;

    private float Bound => (float)stepTimeout.TotalMilliseconds;

    private async Task StepAsync(string step, Func<Task> act, BankStepFailure failure = BankStepFailure.NotFound) =>
        await StepAsync(step, async () =>
        {
            await act();
            return true;
        }, failure);

    private async Task<T> StepAsync<T>(string step, Func<Task<T>> act, BankStepFailure failure = BankStepFailure.NotFound)
    {
        stop.ThrowIfCancellationRequested();
        var acting = act();
        try
        {
            return await acting.WaitAsync(stepTimeout + Grace, clock, stop);
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            // Nothing of the original goes on: its message may hold what was typed.
            throw new BankStepException(acting.IsCompleted ? failure : BankStepFailure.NoAnswer, step);
        }
        finally
        {
            Observe(acting);
        }
    }

    // A step that was given up fails later, when its browser closes; nobody waits for it then.
    private static void Observe(Task task) =>
        _ = task.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
