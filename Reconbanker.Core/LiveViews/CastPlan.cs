namespace Reconbanker.Core.LiveViews;

/// <summary>What to do with the source of pictures next.</summary>
internal enum CastStep { Wait, Start, Stop, FallBack }

/// <summary>
/// Decides when a cast runs, at which size and quality, and how fast it may go. Pure: moments come in, decisions come out.
/// All moments are measured from the opening of the live view.
/// </summary>
internal sealed class CastPlan
{
    public static readonly TimeSpan KeepAfterLastWatcher = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan BetweenRestarts = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan FirstFrameTime = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two pictures while nobody does anything: to watch a page that moves, some of them are enough.</summary>
    public static readonly TimeSpan IdlePace = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a picture may be on its way after an input, and while nobody acts.</summary>
    private const double SecondsToAnswer = .3;
    private const double SecondsToRead = 2;

    /// <summary>Times by which a picture may be longer than it was expected to be before there is another restart.</summary>
    private const double Tolerance = 1.5;

    private const int CheapQuality = 45;
    private const int CheapWidth = 67; // percent of what viewers show
    private const int SteadyQuality = 60;
    private const int SharpQuality = 85;

    /// <summary>Bytes of a picture above which it is worth a restart (some 40 ms) to make the answers to inputs cheaper.</summary>
    private const int HeavyFrame = 64 * 1024;

    /// <summary>In which pictures are counted to tell whether a page moves.</summary>
    private static readonly TimeSpan CountingTime = TimeSpan.FromSeconds(1);

    /// <summary>Pictures a second that a blinking caret does not reach; it must not cost the page its sharpness.</summary>
    private const int CalmFrames = 4;

    /// <summary>Pictures a second that only a page that moves by itself brings.</summary>
    private const int MovingFrames = 8;

    /// <summary>Chromium sends this many without an acknowledgement, and then drops what it sees.</summary>
    private const int UnansweredLimit = 3;

    private readonly Activity _activity = new();
    private readonly Queue<TimeSpan> _lastSecond = [];
    private TimeSpan? _unwatchedSince = TimeSpan.Zero;
    private TimeSpan _startedAt = TimeSpan.MinValue;
    private TimeSpan _lastFrameAt;
    private TimeSpan _movesUntil = TimeSpan.MinValue;
    private bool _running;
    private bool _hasFrame;
    private bool _isSecondTry;
    private bool _fellBack;
    private bool _isRepeat;
    private bool _isPulsing;
    private bool _isResting;
    private bool _mayBeStale;
    private bool _isEchoDue;
    private int _unanswered;
    private int _lastLength;
    private double _bytesPerSecond = double.PositiveInfinity;
    private int _width;

    public CastRecipe Recipe { get; private set; }

    /// <summary>While a dialog of the page is open no pictures come, and that is no fault of the cast.</summary>
    public bool IsPageBlocked { get; set; }

    /// <summary>Whether the newest picture waits for a viewer: then nobody is ready for another.</summary>
    public bool IsUntaken { get; set; }

    /// <summary>When to ask again; null if only an event can change the decision.</summary>
    public TimeSpan? WakeAt { get; private set; }

    /// <param name="width">Pixels that the widest viewer shows; 0 if nobody watches.</param>
    public void OnWatched(int width, TimeSpan now)
    {
        _unwatchedSince = width > 0 ? null : _unwatchedSince ?? now;
        _width = width > 0 ? width : _width;
    }

    public void OnInput(TimeSpan now) => _activity.OnInput(now);

    /// <param name="isRepeat">Whether it is the same as the one before it.</param>
    /// <param name="isEcho">Whether it may be that we made it come, and not the page.</param>
    public void OnFrame(int length, bool isRepeat, bool isEcho, TimeSpan now)
    {
        _hasFrame = true;
        _isRepeat = isRepeat;
        _isSecondTry = false;
        _isEchoDue = false;
        _lastFrameAt = now;
        _lastLength = length;
        if (!isEcho)
        {
            _lastSecond.Enqueue(now);
        }

        _unanswered++;
        _mayBeStale |= _unanswered >= UnansweredLimit;
    }

    /// <param name="isNewest">Whether there is none that waits.</param>
    public void OnTaken(bool isNewest, TimeSpan now)
    {
        IsUntaken = !isNewest;
        _activity.OnTaken(now);
    }

    /// <summary>A picture is known to have been lost.</summary>
    public void OnMissed(TimeSpan now) => (_mayBeStale, _lastFrameAt) = (true, now);

    /// <summary>
    /// A picture was taken apart from the cast, which then sends what it sent before once more. It does not if Chromium has swallowed what the
    /// page showed just then: nothing else tells.
    /// </summary>
    public void OnStill(TimeSpan now) => (_isEchoDue, _lastFrameAt) = (true, now);

    /// <summary>The cast was only slow: its pictures come after all.</summary>
    public void OnRecovered() => (_fellBack, _unanswered) = (false, 0);

    /// <param name="bytesPerSecond">To the screen of whoever is in control; infinite if that is not known.</param>
    public void OnLine(double bytesPerSecond) =>
        (_bytesPerSecond, _activity.IsLineSlow) = (bytesPerSecond, HeavyFrame / bytesPerSecond > SecondsToAnswer);

    /// <summary>Whatever runs shows the past: the next step is a start.</summary>
    public void Renew() => (_running, _fellBack, _isSecondTry, _isPulsing, IsUntaken) = (false, false, false, false, false);

    public void OnAcknowledged() => _unanswered = Math.Max(0, _unanswered - 1);

    /// <summary>Whether a person is at work: then every picture is wanted at once.</summary>
    public bool IsActive(TimeSpan now) => _activity.IsAt(now);

    /// <summary>Whether the page moves by itself: a picture that is lost is then soon followed by another.</summary>
    public bool IsMoving(TimeSpan now) => now < _movesUntil || RecentFrames(now) > MovingFrames;

    /// <summary>Whether the page is at rest, but for a blinking caret, and nobody acts in it.</summary>
    public bool IsCalm(TimeSpan now) => !IsActive(now) && Recipe.Quality == SharpQuality && RecentFrames(now) <= CalmFrames;

    private bool MayBeStale => _mayBeStale || _isEchoDue;

    public CastStep Next(TimeSpan now)
    {
        WakeAt = null;
        if (_unwatchedSince is { } since)
        {
            return _running ? AtOrAfter(since + KeepAfterLastWatcher, now, Stop) : CastStep.Wait;
        }

        if (IsPageBlocked)
        {
            return CastStep.Wait;
        }

        if (!_running)
        {
            return Start(new(_width, SharpQuality), now);
        }

        if (!_hasFrame)
        {
            return _fellBack
                ? CastStep.Wait
                : AtOrAfter(_startedAt + FirstFrameTime, now, () => _isSecondTry ? FallBack() : TryAgain(now));
        }

        if (!_fellBack && IsTooHeavy(now))
        {
            return Start(Best(now), now); // what the line has not taken yet is replaced
        }

        return _fellBack || IsUntaken ? CastStep.Wait : Pulse(now) ?? Adjust(now);
    }

    /// <summary>
    /// A page that moves while nobody acts is cast a picture at a time, with a rest between: as long as a cast runs, every change of the page
    /// costs Chromium nearly as much as a picture that is sent.
    /// </summary>
    /// <returns>Null if it does not move, or somebody acts.</returns>
    private CastStep? Pulse(TimeSpan now)
    {
        _isPulsing = !IsActive(now) && (_isPulsing ? !_isRepeat : IsMoving(now));
        if (_isResting)
        {
            return _isPulsing
                ? AtOrAfter(_lastFrameAt + IdlePace, now, () => Start(new(_width, SteadyQuality), now))
                : Start(IsActive(now) ? Best(now) : new(_width, SteadyQuality), now);
        }

        if (!_isPulsing)
        {
            return null;
        }

        _isResting = true;
        WakeAt = _lastFrameAt + IdlePace;
        return CastStep.Stop;
    }

    private CastStep Adjust(TimeSpan now)
    {
        var recipe = Best(now);
        var sharpen = MayBeStale && IsQuiet(now);
        if (recipe == Recipe && !sharpen)
        {
            // Neither input nor quiet has an event of its own for when it is over.
            WakeAt = IsActive(now) ? _activity.Until
                : !IsQuiet(now) && (Recipe.Quality != SharpQuality || MayBeStale) ? _lastFrameAt + QuietTime
                : null;
            return CastStep.Wait;
        }

        return AtOrAfter(_startedAt + BetweenRestarts, now, () => Start(recipe, now));
    }

    /// <summary>Whether what runs would hold up the answer to an input on a slow line.</summary>
    private bool IsTooHeavy(TimeSpan now) =>
        _activity.IsLineSlow && IsActive(now) && Best(now) is var best && best != Recipe && best.Width <= Recipe.Width && best.Quality <= Recipe.Quality;

    /// <summary>What the line of whoever is in control can take.</summary>
    private CastRecipe Best(TimeSpan now)
    {
        if (!_activity.IsLineSlow)
        {
            return Wanted(now);
        }

        var wanted = Wanted(now) with { Width = _width };
        var isActive = IsActive(now);
        var most = _bytesPerSecond * (isActive ? SecondsToAnswer : SecondsToRead);
        var isLikeThat = isActive ? Recipe.Width < _width || Recipe.Quality < SteadyQuality : Recipe.Width == _width && Recipe.Quality < SteadyQuality;
        return isLikeThat && _lastLength <= most * Tolerance ? Recipe : CastSize.Fit(wanted, Recipe, _lastLength, most, mayShrink: isActive);
    }

    private int RecentFrames(TimeSpan now)
    {
        while (_lastSecond.TryPeek(out var oldest) && now - oldest > CountingTime)
        {
            _lastSecond.Dequeue();
        }

        return _lastSecond.Count;
    }

    private CastRecipe Wanted(TimeSpan now)
    {
        if (IsActive(now))
        {
            return _lastLength < HeavyFrame && Recipe.Width <= _width ? Recipe : new(_width * CheapWidth / 100, CheapQuality);
        }

        return new(_width, IsQuiet(now) || (Recipe.Quality == SharpQuality && RecentFrames(now) <= CalmFrames) ? SharpQuality : SteadyQuality);
    }

    private bool IsQuiet(TimeSpan now) => !IsActive(now) && now - _lastFrameAt >= QuietTime;

    private CastStep Start(CastRecipe recipe, TimeSpan now)
    {
        // What moved goes on doing so, although no picture of this cast has shown it yet.
        _movesUntil = IsActive(now) && (_isResting || IsMoving(now)) ? now + CountingTime : TimeSpan.MinValue;
        _running = true;
        _hasFrame = false;
        _isResting = false;
        _mayBeStale = false;
        _isEchoDue = false;
        _unanswered = 0;
        _startedAt = now;
        _lastSecond.Clear();
        Recipe = recipe;
        WakeAt = now + FirstFrameTime;
        return CastStep.Start;
    }

    private CastStep TryAgain(TimeSpan now)
    {
        _isSecondTry = true;
        return Start(Recipe, now);
    }

    private CastStep FallBack()
    {
        _fellBack = true;
        return CastStep.FallBack;
    }

    private CastStep Stop()
    {
        Renew();
        return CastStep.Stop;
    }

    private CastStep AtOrAfter(TimeSpan moment, TimeSpan now, Func<CastStep> step)
    {
        if (now >= moment)
        {
            return step();
        }

        WakeAt = moment;
        return CastStep.Wait;
    }
}
