using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>The windows that look at a live view, and what the people at them may do now.</summary>
/// <param name="access">Null lets everybody who joins do everything.</param>
/// <param name="record">Told who opens the view and who leaves it, with a lock held: it must only note it.</param>
internal sealed class Audience(ViewAccess? access, Action<ViewAct> record)
{
    private readonly Lock _gate = new();
    private readonly List<Viewer> _viewers = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _viewers.Count;
            }
        }
    }

    public IReadOnlyList<Viewer> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _viewers];
            }
        }
    }

    /// <summary>Who looks and may not see what is entered and amounts: names, each once.</summary>
    public IReadOnlyList<string> KeptFromSecrets => [.. All.Where(viewer => !RightsOf(viewer.UserId).Control).Select(viewer => viewer.UserName).Distinct()];

    public ViewRights RightsOf(Guid userId) => access?.Of(userId) ?? ViewRights.All;

    public bool IsOwner(Guid userId) => access?.IsOwner(userId) ?? false;

    /// <returns>False if the window looks already, or its person may not.</returns>
    public bool Add(Viewer viewer)
    {
        lock (_gate)
        {
            if (!RightsOf(viewer.UserId).Watch || _viewers.Contains(viewer))
            {
                return false;
            }

            Record(AuditAct.ViewOpened, viewer);
            _viewers.Add(viewer);
            return true;
        }
    }

    /// <returns>False if the window did not look.</returns>
    public bool Remove(Viewer viewer)
    {
        lock (_gate)
        {
            if (!_viewers.Remove(viewer))
            {
                return false;
            }

            Record(AuditAct.ViewClosed, viewer);
            return true;
        }
    }

    /// <summary>Only what concerns the person: further windows are not told.</summary>
    private void Record(AuditAct act, Viewer viewer)
    {
        if (_viewers.TrueForAll(other => other.UserId != viewer.UserId))
        {
            record(new(act, viewer.UserId, viewer.UserName));
        }
    }
}
