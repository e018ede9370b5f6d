using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.LiveViews;

/// <summary>
/// Windows that are about to show a live view: while a browser still loads their page, a picture is already on its way. Each has joined the
/// view as any other, with its person's rights; one that does not come after all leaves it again.
/// </summary>
public sealed class ExpectedViewers(TimeProvider clock)
{
    /// <summary>How long a page may take to load.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<Expected> _expected = [];

    /// <summary>A page of this person's that shows the view was asked for.</summary>
    /// <returns>Who reads no picture of it, but may <see cref="Viewer.PeekAsync"/>.</returns>
    public Viewer Expect(LiveView view, Guid userId, string userName)
    {
        if (Find(view, userId) is { } known)
        {
            return known;
        }

        var expected = new Expected(view, view.Join(userId, userName));
        lock (_gate)
        {
            _expected.Add(expected);
        }

        expected.Leaving = clock.CreateTimer(_ => Dismiss(expected), null, Patience, Timeout.InfiniteTimeSpan);
        return expected.Viewer;
    }

    /// <returns>Null if no window of this person's is expected.</returns>
    public Viewer? Find(LiveView view, Guid userId)
    {
        lock (_gate)
        {
            return FindExpected(view, userId)?.Viewer;
        }
    }

    /// <summary>The window is there.</summary>
    /// <returns>Its viewer, expected or not; the caller disposes it.</returns>
    public Viewer Welcome(LiveView view, Guid userId, string userName)
    {
        lock (_gate)
        {
            if (FindExpected(view, userId) is { } known)
            {
                _expected.Remove(known);
                known.Leaving?.Dispose();
                return known.Viewer;
            }
        }

        return view.Join(userId, userName);
    }

    private Expected? FindExpected(LiveView view, Guid userId) => _expected.Find(expected => expected.View == view && expected.Viewer.UserId == userId);

    private void Dismiss(Expected expected)
    {
        bool isMissing;
        lock (_gate)
        {
            isMissing = _expected.Remove(expected);
        }

        if (isMissing)
        {
            expected.Viewer.Dispose();
            expected.Leaving?.Dispose();
        }
    }

    private sealed record Expected(LiveView View, Viewer Viewer)
    {
        public ITimer? Leaving { get; set; }
    }
}
