using System.Diagnostics;
using System.Runtime.CompilerServices;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>What a viewer may do now.</summary>
public enum ControlState
{
    /// <summary>The person has no right to more than watching.</summary>
    WatchOnly,

    /// <summary>No human is needed: everybody watches.</summary>
    NotNeeded,

    /// <summary>Nobody is in control; it may be taken.</summary>
    Free,

    /// <summary>This window is in control.</summary>
    Mine,

    /// <summary>Another window of the same person is; this one may take over.</summary>
    MineElsewhere,

    /// <summary>Somebody else is.</summary>
    Taken,

    /// <summary>The view has ended, or the window has left it: nothing can be done any more.</summary>
    Ended,
}

/// <summary>One window in which a person looks at a live view. Dispose it when it closes; its control is kept for a while.</summary>
public sealed class Viewer : IDisposable
{
    private readonly LiveView _view;
    private readonly HeldPictures _held = new();
    private long _lastSeen;
    private volatile ScreenRoom? _room;
    private bool _isStalled;
    private bool _isConnected = true;
    private bool _isDrawn;
    private volatile bool _hasLeft;

    internal Viewer(LiveView view, Guid userId, string userName, int shownWidth)
    {
        Feed = new() { ShownWidth = shownWidth };
        _view = view;
        UserId = userId;
        UserName = userName;
    }

    public Guid UserId { get; }
    public string UserName { get; }

    /// <summary>
    /// Pixels of the viewer's screen (not CSS pixels) that the picture covers; 0 while it is hidden. No wider pictures are made than the
    /// widest viewer shows, and none at all while everybody's are hidden.
    /// </summary>
    public int ShownWidth
    {
        get => Feed.ShownWidth;
        set => _view.Resize(this, Math.Max(0, value));
    }

    /// <summary>What its screen has for the page; while this viewer is in control, that is the page's size. Null if it is not known.</summary>
    public ScreenRoom? Room
    {
        get => _room;
        set
        {
            if (_room != value)
            {
                _room = value;
                _view.Fit();
            }
        }
    }

    /// <summary>Whether the window takes no pictures; set by whoever hands them to it. Its control is then kept only for a while.</summary>
    public bool IsStalled
    {
        get => _isStalled;
        set
        {
            if (_isStalled != value)
            {
                _isStalled = value;
                _view.OnStalled(this);
            }
        }
    }

    /// <summary>
    /// Whether there is a connection to the window. Without one it does not look, and its control is kept only for a while; with one it is
    /// as if it had just joined.
    /// </summary>
    public bool IsConnected
    {
        get => _isConnected;
        set
        {
            _isConnected = value;
            if (value)
            {
                _view.Enter(this);
            }
            else
            {
                _view.Leave(this);
            }
        }
    }

    public ControlState Control => _hasLeft ? ControlState.Ended : _view.Acts.ControlOf(this);

    /// <summary>Whether control was lost by doing nothing, and nobody has it: acting brings it back.</summary>
    public bool HasFallenSilent => _view.Control.IsKeptFor(this);

    /// <summary>Whether the person may take control over from whoever has it.</summary>
    public bool IsOwner => _view.IsOwner(this);

    internal FrameFeed Feed { get; }

    /// <summary>The way to its screen. Used by one thread at a time.</summary>
    internal LineSpeed Line { get; } = new();

    /// <summary>Sequence of the last picture that was dealt with.</summary>
    internal long LastSeen => Interlocked.Read(ref _lastSeen);

    /// <summary>
    /// The newest picture whenever there is a newer one, beginning with the last one there was; ends when the live view ends. The next
    /// picture is asked for only when the last one has been dealt with: finish drawing before going on.
    /// </summary>
    public async IAsyncEnumerable<ScreenFrame> ReadFramesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var frame in Feed.Frames.ReadAllAsync(cancellationToken))
        {
            _view.Take(frame);
            if (!_view.MaySee(this, frame))
            {
                continue;
            }

            _isDrawn = true;
            var since = Stopwatch.GetTimestamp();
            yield return frame;
            if (!_isDrawn)
            {
                _held.Clear();
                continue;
            }

            Interlocked.Exchange(ref _lastSeen, frame.Sequence);
            Line.OnDrawn(HeldAs(frame) is null ? frame.Jpeg.Length : 0, Stopwatch.GetElapsedTime(since));
            _held.Add(frame);
            _view.OnDrawn(this);
        }
    }

    /// <summary>Whether the window has this picture already, and need not be sent it again. Asked by whoever reads the pictures.</summary>
    /// <returns>The sequence with which it was sent, of the last two that were drawn; null if it is not one of them.</returns>
    public long? HeldAs(ScreenFrame frame) => _held.Find(frame)?.Sequence;

    /// <summary>The picture with which <see cref="ReadFramesAsync"/> will begin, as long as nobody calls that.</summary>
    /// <returns>Null if the live view ends first, or none comes in time.</returns>
    public async Task<ScreenFrame?> PeekAsync(CancellationToken patience)
    {
        try
        {
            while (await Feed.Frames.WaitToReadAsync(patience))
            {
                if (Feed.Frames.TryPeek(out var frame) && _view.MaySee(this, frame))
                {
                    return frame;
                }

                if (Feed.Frames.TryRead(out var hidden))
                {
                    _view.Take(hidden);
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Too late to be of use.
        }

        return null;
    }

    /// <summary>A message without a picture went to the window and back.</summary>
    public void OnRoundTrip(TimeSpan time) => Line.OnRoundTrip(time);

    /// <summary>The window did not draw the last picture, and is awake again: the page as it is now comes next, and nothing older.</summary>
    public void Wake()
    {
        _isDrawn = false;
        _view.Wake(this);
    }

    /// <summary>Hands an input to the page and returns at once. Inputs of one viewer reach the page in the order of the calls.</summary>
    public InputOutcome Send(ViewerInput input) => _view.Acts.Send(this, input);

    /// <summary>What is selected in the page, for the clipboard of whoever is in control; nothing for others.</summary>
    public Task<PageSelection> ReadSelectionAsync(CancellationToken cancellationToken) =>
        _view.Acts.WindowOf(this) is { } window ? PageSelection.ReadAsync(window.Worlds, cancellationToken) : Task.FromResult(PageSelection.None);

    /// <summary>What is on the page, for whoever is in control and acts without seeing it; nothing for others.</summary>
    public async Task<IReadOnlyList<PageElement>> ReadElementsAsync(CancellationToken cancellationToken) =>
        _view.Acts.ElementsFor(this) is { } elements ? await elements.ReadAsync(cancellationToken) : [];

    /// <summary>Presses a link, a button, a box.</summary>
    public Task<ElementOutcome> PressAsync(PageElement element, CancellationToken cancellationToken) =>
        ElementHand.PressAsync(_view, this, element, cancellationToken);

    /// <summary>Types into a field in the place of what it holds; nothing at all empties it.</summary>
    public Task<ElementOutcome> TypeAsync(PageElement field, string text, CancellationToken cancellationToken) =>
        ElementHand.TypeAsync(_view, this, field, text, cancellationToken);

    /// <summary>Chooses in a list, by the number of the option.</summary>
    public Task<ElementOutcome> ChooseAsync(PageElement list, int index, CancellationToken cancellationToken) =>
        ElementHand.ChooseAsync(_view, this, list, index, cancellationToken);

    /// <summary>Takes control if it is free, or the person's already; the owner takes it from whoever has it.</summary>
    /// <returns>False if somebody else is in control, the person has no right to it, or no human is needed.</returns>
    public bool TakeControl() => _view.Acts.TakeControl(this);

    /// <summary>To who asks for it, or to nobody.</summary>
    public void HandBack() => _view.Control.Release(this);

    /// <summary>Asks whoever is in control for it. Who does not answer and does nothing for a while loses it.</summary>
    /// <returns>False if somebody else asks already, or there is nothing to ask for.</returns>
    public bool AskForControl() => _view.Acts.AskForControl(this);

    /// <summary>Asks no longer.</summary>
    public void Withdraw() => _view.Control.Withdraw(this);

    /// <summary>Answers who asks for control.</summary>
    /// <returns>False if this viewer is not in control, or nobody asks any more.</returns>
    public bool AnswerRequest(bool isGiven) => _view.Control.Answer(this, isGiven);

    /// <summary>Goes to another window of the bank's browser, for all viewers.</summary>
    /// <returns>False if a human is needed and this viewer is not in control, or if the window is gone.</returns>
    public bool Show(OpenWindow window) => _view.Acts.Show(this, window);

    /// <param name="text">What is entered into a prompt; null for other dialogs.</param>
    /// <returns>False if this viewer is not in control, or the dialog is not open any more.</returns>
    public bool Answer(PageDialog dialog, DialogAnswer answer, string? text = null) => _view.Acts.Answer(this, dialog, answer, text);

    /// <summary>Answers a host that asks for a user and a password; see <see cref="PageDialogKind.SignIn"/>.</summary>
    /// <returns>False if this viewer is not in control, or the question is not open any more.</returns>
    public bool SignIn(PageDialog dialog, string userName, SecretText password) => _view.Acts.SignIn(this, dialog, userName, password);

    /// <summary>Goes back to the page of the bank that the window showed before; a form is not sent again for that.</summary>
    /// <returns>False if this viewer may not: it is not in control, or a dialog is open.</returns>
    public bool GoBack() => _view.Acts.GoBack(this);

    /// <summary>Loads the page again, unless that would send a form again.</summary>
    /// <inheritdoc cref="GoBack" path="//returns"/>
    public bool Reload() => _view.Acts.Reload(this);

    /// <param name="value">What the field is to hold; null closes the picker and leaves the field as it is.</param>
    /// <returns>False if this viewer is not in control, the field is not to be filled any more, or it takes no such value.</returns>
    public bool Fill(PickerField field, string? value) => _view.Acts.Fill(this, field, value);

    public void Dispose()
    {
        _hasLeft = true;
        Feed.End();
        _view.Leave(this);
    }
}
