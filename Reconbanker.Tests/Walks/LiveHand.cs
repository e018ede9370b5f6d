using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.LiveViews;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Walks;

/// <summary>
/// A person's hand in a session's live view: it sees the pictures and acts on them as a window of the dashboard would. Where things are on
/// the bank's page it learns from the page itself; all that it does goes through the view.
/// </summary>
internal sealed class LiveHand : IAsyncDisposable
{
    private const float Patience = 30_000;

    private readonly LiveView _view;
    private readonly Window _window;

    private LiveHand(LiveView view, Window window) => (_view, _window) = (view, window);

    /// <summary>The page that the person sees, for looking only.</summary>
    public IPage Page => _view.Page;

    public PageDialog? Dialog => _view.Dialog;

    private Viewer Viewer => _window.Viewer;

    /// <summary>Waits until the account's session needs a human, opens its live view and takes control.</summary>
    public static async Task<LiveHand> TakeAsync(DemoApp app, Guid accountId)
    {
        await app.OpenAssistanceAsync(accountId);
        var view = app.Get<SessionSupervisor>().Find(app.User.Id, accountId)!.View!;
        var hand = new LiveHand(view, new Window(view.Join(app.User.Id, DemoApp.Email)));
        await hand._window.FirstAsync();
        await Until.TrueAsync(hand.Viewer.TakeControl, "the person is needed, and nobody else is there");
        return hand;
    }

    public Task ClickAsync(string selector) => ClickAsync(Page.Locator(selector));

    /// <summary>Clicks in the middle of what is found, also within a frame.</summary>
    public async Task ClickAsync(ILocator target)
    {
        var (x, y) = await MiddleAsync(target);
        Send(new ViewerInput.Mouse(MouseAction.Move, x, y, Seen));
        await PressAsync(x, y);
        Send(new ViewerInput.Mouse(MouseAction.Up, x, y, Seen, PointerButton.Left));
    }

    /// <summary>Drags what is found to the right, in steps, as a hand does.</summary>
    /// <param name="by">CSS pixels.</param>
    public async Task DragAsync(ILocator target, double by)
    {
        const int Steps = 12;
        var (x, y) = await MiddleAsync(target);
        Send(new ViewerInput.Mouse(MouseAction.Move, x, y, Seen));
        await PressAsync(x, y);
        for (var step = 1; step <= Steps; step++)
        {
            // One at a time: moves that come faster than pictures are joined into one.
            var before = _window.Count;
            Send(new ViewerInput.Mouse(MouseAction.Move, x + (by * step / Steps), y, Seen, PointerButton.None, PointerButtons.Left));
            await Until.TrueAsync(() => _window.Count > before, "what is dragged moves in the picture");
        }

        Send(new ViewerInput.Mouse(MouseAction.Up, x + by, y, Seen, PointerButton.Left));
    }

    /// <summary>Types letters and digits, key by key.</summary>
    public void Type(string text)
    {
        foreach (var character in text)
        {
            var key = char.ToUpperInvariant(character);
            Viewer.Press(character.ToString(), char.IsAsciiDigit(character) ? $"Digit{key}" : $"Key{key}", key, character.ToString());
        }
    }

    public void Press(string name, int virtualKey, string? typed = null) => Viewer.Press(name, name, virtualKey, typed);

    /// <summary>Presses what has this name in the list of the page's elements, as one does without a mouse.</summary>
    public async Task PressInListAsync(string name)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var listed = await Until.ReadAsync(
            async () => (await Viewer.ReadElementsAsync(cancelled)).FirstOrDefault(e => e.Name == name && e.Kind == ElementKind.Button), found => found is not null);
        (await Viewer.PressAsync(listed!, cancelled)).Should().Be(ElementOutcome.Done);
    }

    /// <summary>Goes on with the Tab key until something has the focus, and presses Enter.</summary>
    public async Task PressByKeyAsync(string selector)
    {
        for (var tabs = 0; tabs < 20 && !await Page.Locator($"{selector}:focus").IsVisibleAsync(); tabs++)
        {
            Press("Tab", 9);
            await _view.UntilHandledAsync();
        }

        Press("Enter", 13, "\r");
    }

    /// <summary>Waits until something shows, in whichever window the view is showing by then.</summary>
    public Task SeesAsync(string selector) => Until.ReadAsync(() => Page.Locator(selector).IsVisibleAsync(), isThere => isThere);

    /// <summary>Waits for the page's dialog and answers it.</summary>
    public async Task AnswerAsync(bool accept, string? text = null)
    {
        await Until.TrueAsync(() => Dialog is not null, "the page asks");
        Viewer.Answer(Dialog!, accept ? DialogAnswer.Accept : DialogAnswer.Dismiss, text).Should().BeTrue();
    }

    /// <summary>Clicks on a field that has a picker, and fills it with the one of the live view.</summary>
    public async Task PickAsync(string selector, string value)
    {
        await ClickAsync(selector);
        await Until.TrueAsync(() => _view.Picker is not null, "the field's picker is offered");
        Viewer.Fill(_view.Picker!, value).Should().BeTrue();
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();

    private long Seen => _window.Last!.Sequence;

    private async Task PressAsync(double x, double y)
    {
        InputOutcome Down() => Viewer.Send(
            new ViewerInput.Mouse(MouseAction.Down, x, y, Seen, PointerButton.Left, PointerButtons.Left, Clicks: 1));

        // The page changed since the picture on the screen: a person waits for the next one and clicks again.
        await Until.TrueAsync(() => Down() is InputOutcome.Accepted, "a click on what is shown is taken");
    }

    private void Send(ViewerInput input) => Viewer.Send(input);

    private static async Task<(double X, double Y)> MiddleAsync(ILocator target)
    {
        await target.ScrollIntoViewIfNeededAsync(new() { Timeout = Patience });
        var box = (await target.BoundingBoxAsync(new() { Timeout = Patience }))!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
