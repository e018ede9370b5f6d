using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>Says over the picture, for a few seconds, what happened in the bank's browser or to an input.</summary>
public sealed partial class LiveNotices(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    private LiveView? _heard;
    private ITimer? _end;
    private string? _text;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    /// <summary>Said while there is nothing else to say; null for nothing.</summary>
    [Parameter]
    public string? Standing { get; set; }

    /// <summary>Takes the place of what is said now.</summary>
    public void Tell(string text)
    {
        _text = text;
        _end!.Change(Time, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    /// <summary>What was said holds no longer.</summary>
    public void Clear()
    {
        _text = null;
        StateHasChanged();
    }

    public void Dispose()
    {
        _heard?.Noticed -= OnNoticed;
        _end?.Dispose();
    }

    protected override void OnInitialized()
    {
        _end = clock.CreateTimer(_ => _ = InvokeAsync(Clear), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _heard = View;
        _heard.Noticed += OnNoticed;
    }

    private void OnNoticed(ViewNotice notice) => _ = InvokeAsync(() => Tell(Words(notice)));

    private static string Words(ViewNotice notice) => notice.Kind switch
    {
        ViewNoticeKind.WindowFollowed => LiveScreenTexts.WindowFollowed,
        ViewNoticeKind.WindowWaits => LiveScreenTexts.WindowWaits,
        ViewNoticeKind.WindowClosed => LiveScreenTexts.WindowClosed,
        ViewNoticeKind.FileRefused => LiveScreenTexts.FileRefused,
        ViewNoticeKind.DownloadRefused => string.Format(CultureInfo.CurrentCulture, LiveScreenTexts.DownloadRefused, notice.Name),
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Kind, null),
    };
}
