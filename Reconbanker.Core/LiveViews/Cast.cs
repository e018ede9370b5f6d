using System.Threading.Channels;

namespace Reconbanker.Core.LiveViews;

/// <summary>The one cast of a page: carries out the plan on the source of pictures and hands each picture to every viewer.</summary>
internal sealed class Cast : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly FrameSource _cast;
    private readonly FrameSource _fallback;
    private readonly Stills _stills;
    private readonly FrameStamps _stamps;
    private readonly CastPlan _plan = new();
    private readonly CastFeeds _feeds = new();
    private readonly Receipts _receipts = new();
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ITimer _alarm;
    private readonly long _openedAt;
    private readonly Task _running;
    private bool _isFallback;
    private double _pageWidth;
    private long _taken;

    /// <param name="fallback">Used while <paramref name="cast"/> has been asked twice and brings no picture.</param>
    /// <param name="pageWidth">CSS pixels; what is known before the first picture tells.</param>
    public Cast(FrameSource cast, FrameSource fallback, Stills stills, double pageWidth, FrameStamps stamps, TimeProvider clock)
    {
        (_cast, _fallback, _stills, _pageWidth, _stamps, _clock) = (cast, fallback, stills, pageWidth, stamps, clock);
        _openedAt = clock.GetTimestamp();
        _alarm = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        cast.Arrived += OnCast;
        fallback.Arrived += OnFallback;
        stills.Arrived += OnStill;
        _running = RunAsync();
    }

    private TimeSpan Now => _clock.GetElapsedTime(_openedAt);

    /// <summary>The view comes to this page, with its viewers. What was aimed at earlier pictures, of this page or another, is stale.</summary>
    public void Show(IEnumerable<FrameFeed> feeds)
    {
        lock (_gate)
        {
            _stamps.OnShown();
            _feeds.Add(feeds);
            Measure();
            Renew(); // the page went on unseen
        }
    }

    /// <summary>The picture that there is may be seen by nobody any more: the cast begins anew, and brings another.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            _feeds.Forget();
            _stills.Forget();
            _plan.Renew();
        }

        Wake();
    }

    /// <summary>The view leaves this page; the cast itself goes on for a moment, so that another can begin meanwhile.</summary>
    /// <returns>Those who watched.</returns>
    public IReadOnlyList<FrameFeed> Hide()
    {
        IReadOnlyList<FrameFeed> feeds = [];
        Change(() => feeds = _feeds.RemoveAll());
        return feeds;
    }

    /// <summary>Adds a viewer, and gives it the last picture at once: an idle page sends no other.</summary>
    public void Add(FrameFeed feed) => Change(() => _feeds.Add(feed));

    public void Remove(FrameFeed feed) => Change(() => _feeds.Remove(feed));

    /// <param name="width">Pixels of the viewer's screen that the picture covers; 0 while it is hidden.</param>
    public void Resize(FrameFeed feed, int width)
    {
        lock (_gate)
        {
            if (feed.ShownWidth == width)
            {
                return;
            }

            _feeds.Resize(feed, width);
            Measure();
        }

        Wake();
    }

    /// <summary>A viewer is ready for the next picture: that is what Chromium is waiting for.</summary>
    public void Take(ScreenFrame frame)
    {
        lock (_gate)
        {
            _taken = Math.Max(_taken, frame.Sequence);
            _plan.OnTaken(isNewest: !(_feeds.Newest?.Sequence > _taken), Now);
        }

        Wake();
    }

    /// <summary>A viewer was asleep: what there is, is old, and so are the pictures that Chromium has ready.</summary>
    public void Wake(FrameFeed feed)
    {
        lock (_gate)
        {
            feed.Forget();
        }

        Renew();
    }

    public void OnInput() => Change(() => _plan.OnInput(Now));

    /// <inheritdoc cref="CastPlan.OnLine"/>
    public void OnLine(double bytesPerSecond) => Change(() => _plan.OnLine(bytesPerSecond));

    public void SetBlocked(bool isBlocked) => Change(() => _plan.IsPageBlocked = isBlocked);

    /// <summary>The page was given another size: the next picture shows it.</summary>
    /// <param name="isFine">Whether it is drawn finer than it is cast.</param>
    public void OnFitted(bool isFine) => Change(() =>
    {
        _stills.IsOn = isFine;
        _stills.Forget();
        _plan.Renew();
    });

    /// <summary>Chromium swallows the first picture after the page has changed its size, and an idle page sends no second one.</summary>
    public void OnPageResized() => Change(() => _plan.OnMissed(Now));

    public async ValueTask DisposeAsync()
    {
        _cast.Arrived -= OnCast;
        _fallback.Arrived -= OnFallback;
        _stills.Arrived -= OnStill;
        await _alarm.DisposeAsync();
        _wake.Writer.TryComplete();
        await _running;
        _cast.Stop();
        _fallback.Stop();
        lock (_gate)
        {
            _feeds.RemoveAll();
            _feeds.Forget();
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            Measure();
        }

        Wake();
    }

    private async Task RunAsync()
    {
        await foreach (var _ in _wake.Reader.ReadAllAsync())
        {
            lock (_gate)
            {
                var now = Now;
                var acknowledgeAt = Acknowledge(now);
                Carry(_plan.Next(now));
                if (_plan.IsCalm(now))
                {
                    _stills.CatchUp();
                }

                SetAlarm(Earlier(acknowledgeAt, _plan.WakeAt), now);
            }
        }
    }

    private void Carry(CastStep step)
    {
        switch (step)
        {
            case CastStep.Start:
                _receipts.Clear();
                _cast.Start(_plan.Recipe);
                break;
            case CastStep.FallBack: // the cast goes on: it may only be slow
                _isFallback = true;
                _fallback.Start(_plan.Recipe);
                break;
            case CastStep.Stop:
                _receipts.Clear();
                _cast.Stop();
                _fallback.Stop();
                _isFallback = false;
                _feeds.ForgetIfUnwatched(); // the page goes on unseen
                break;
            case CastStep.Wait:
                break;
        }
    }

    /// <summary>Acknowledges what viewers have taken: at once while a person is at work, else at an easy pace.</summary>
    private TimeSpan? Acknowledge(TimeSpan now) => _receipts.Pay(_taken, now, _plan.IsActive(now), _plan.IsMoving(now), receipt =>
    {
        _plan.OnAcknowledged();
        _cast.Acknowledge(receipt);
    });

    private void OnCast(SourceFrame frame)
    {
        lock (_gate)
        {
            if (_isFallback)
            {
                _isFallback = false;
                _fallback.Stop();
                _plan.OnRecovered();
            }

            var isRepeat = IsShown(frame);
            var isEcho = _stills.IsEcho();
            if (!_stills.Replaces(frame, _plan.IsCalm(Now)) && !isRepeat)
            {
                Keep(frame);
            }

            _plan.OnFrame(frame.Jpeg.Length, isRepeat, isEcho, Now);
            _receipts.Owe(_feeds.Newest?.Sequence ?? 0, frame.Receipt);
        }

        Wake();
    }

    private void OnFallback(SourceFrame frame)
    {
        lock (_gate)
        {
            if (_isFallback)
            {
                Keep(frame);
                _plan.OnFrame(frame.Jpeg.Length, isRepeat: false, isEcho: false, Now);
            }
        }

        Wake();
    }

    private void OnStill(SourceFrame frame)
    {
        lock (_gate)
        {
            _plan.OnStill(Now);
            if (_feeds.Count > 0 && !_isFallback && _stills.IsCurrent(frame))
            {
                Keep(frame);
            }
        }

        Wake();
    }

    /// <summary>Whether viewers have that picture already, and it says the same as when they got it.</summary>
    private bool IsShown(SourceFrame frame) =>
        _feeds.Newest is { } newest && newest.IsMasked == _stamps.IsMasked && _stamps.IsCurrent(newest.Sequence)
        && (newest.Width, newest.Height, newest.OffsetTop) == (frame.Width, frame.Height, frame.OffsetTop)
        && frame.Jpeg.AsSpan().SequenceEqual(newest.Jpeg);

    private void Keep(SourceFrame frame)
    {
        _feeds.Offer(_stamps.Stamp(frame with { Jpeg = _feeds.Recall(frame.Jpeg) }));
        _plan.IsUntaken = true;
        if (frame.Width != _pageWidth)
        {
            _pageWidth = frame.Width;
            Measure();
        }
    }

    private void Measure() => _plan.OnWatched(Math.Min((int)Math.Ceiling(_pageWidth), _feeds.Width), Now);

    private void SetAlarm(TimeSpan? at, TimeSpan now)
    {
        var due = at is { } moment ? TimeSpan.FromTicks(Math.Max(0, (moment - now).Ticks)) : Timeout.InfiniteTimeSpan;
        _alarm.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
