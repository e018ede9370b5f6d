namespace Reconbanker.Core.LiveViews;

/// <summary>Whether a person is at work in a page, as far as the pictures of it are concerned. Moments are measured as in <see cref="CastPlan"/>.</summary>
internal sealed class Activity
{
    private static readonly TimeSpan AfterInput = TimeSpan.FromMilliseconds(600);

    /// <summary>As long as an input lasts on a slow line, where a sharp picture would hold up what comes after the next one.</summary>
    private static readonly TimeSpan OnSlowLine = TimeSpan.FromSeconds(2);

    /// <summary>A picture to read that was on its way already, and the answer after it.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(4);

    private TimeSpan _inputAt = TimeSpan.MinValue;
    private TimeSpan _takenAt = TimeSpan.MinValue;

    public bool IsLineSlow { get; set; }

    /// <summary>When it is over, or was.</summary>
    public TimeSpan Until => IsLineSlow ? (HasAnswer ? _takenAt : _inputAt) + OnSlowLine : _inputAt + AfterInput;

    /// <summary>Whether a picture was taken since the input. On a slow line that takes a while, and a person acts once more when it has come.</summary>
    private bool HasAnswer => _takenAt > _inputAt && _takenAt < _inputAt + LongestAnswer;

    public bool IsAt(TimeSpan now) => now < Until;

    public void OnInput(TimeSpan now) => _inputAt = now;

    /// <summary>A viewer has taken a picture.</summary>
    public void OnTaken(TimeSpan now) => _takenAt = now;
}
