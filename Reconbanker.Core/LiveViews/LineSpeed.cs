namespace Reconbanker.Core.LiveViews;

/// <summary>How fast pictures get to a viewer's screen, found out from those that got there.</summary>
internal sealed class LineSpeed
{
    /// <summary>Bytes of a picture below which its time says nothing of the line.</summary>
    private const int Telling = 4096;

    private TimeSpan _roundTrip = TimeSpan.MaxValue;
    private double _last = double.PositiveInfinity;
    private double _lastButOne = double.PositiveInfinity;

    /// <summary>Without what an empty message takes. The better of the last two, for a hiccup is no slow line; infinite while nothing is known.</summary>
    public double BytesPerSecond => Math.Max(_last, _lastButOne);

    /// <summary>Something came back that has no size to speak of.</summary>
    public void OnRoundTrip(TimeSpan time) => _roundTrip = time < _roundTrip ? time : _roundTrip;

    /// <summary>A picture was drawn, and that it was came back.</summary>
    public void OnDrawn(int bytes, TimeSpan time)
    {
        if (bytes < Telling)
        {
            OnRoundTrip(time);
            return;
        }

        // A round trip may have been measured on a busy line: no more than half of the time is believed to be one.
        var onTheWay = Math.Max((time - _roundTrip).TotalSeconds, time.TotalSeconds / 2);
        var speed = bytes / Math.Max(onTheWay, .001);
        _lastButOne = double.IsInfinity(_last) ? speed : _last;
        _last = speed;
    }
}
