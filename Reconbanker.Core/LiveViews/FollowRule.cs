namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Decides whether the view goes by itself to a window that the page it shows has opened. What a person asked for by a click or a key is
/// followed, once; with nobody in control there is no hand from under which the page could be pulled. A page that opens windows in a
/// loop soon opens them in vain.
/// </summary>
internal sealed class FollowRule(TimeProvider clock)
{
    public static readonly TimeSpan AfterInput = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan RatePeriod = TimeSpan.FromMinutes(1);
    public const int MostInPeriod = 5;

    private readonly Lock _gate = new();
    private readonly RateLimit _limit = new(MostInPeriod, RatePeriod, clock);
    private long? _inputAt;

    /// <summary>Only what opens windows for people counts: a press, Enter, a space. Typing would let a page take the view at each digit.</summary>
    public void OnInput(ViewerInput input)
    {
        if (input is ViewerInput.Mouse { Action: MouseAction.Down } or ViewerInput.Touch { Action: TouchAction.End } or ViewerInput.Key { IsDown: true, Name: "Enter" or " " })
        {
            lock (_gate)
            {
                _inputAt = clock.GetTimestamp();
            }
        }
    }

    public bool Follows(bool isSomebodyInControl)
    {
        lock (_gate)
        {
            var isAskedFor = _inputAt is { } at && clock.GetElapsedTime(at) <= AfterInput;
            if (isSomebodyInControl && !isAskedFor)
            {
                return false;
            }

            _inputAt = null;
            return _limit.TryPass();
        }
    }
}
