using System.Globalization;
using Microsoft.AspNetCore.Components;
using Reconbanker.Core.LiveViews;

namespace Reconbanker.Web.Components.Sessions;

/// <summary>Says over the picture, for a few seconds or until it is closed, what happened in the bank's browser or to an input.</summary>
public sealed partial class LiveNotices(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    // What tells a person to do something else takes longer to read and to find.
    private static readonly TimeSpan AdviceTime = TimeSpan.FromSeconds(20);

    private LiveView? _heard;
    private ITimer? _end;
    private string? _text;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    /// <summary>Said while there is nothing else to say; null for nothing.</summary>
    [Parameter]
    public string? Standing { get; set; }

    /// <summary>Takes the place of what is said now.</summary>
    public void Tell(string text) => Tell(text, Time);

    /// <summary>What was said holds no longer.</summary>
    public void Clear()
    {
        _text = null;
        StateHasChanged();
    }

    private void Tell(string text, TimeSpan time)
    {
        _text = text;
        _end!.Change(time, Timeout.InfiniteTimeSpan);
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

    private void OnNoticed(ViewNotice notice) => _ = InvokeAsync(() => Tell(Words(notice), TimeFor(notice.Kind)));

    private static TimeSpan TimeFor(ViewNoticeKind kind) =>
        kind is ViewNoticeKind.PasskeyAsked or ViewNoticeKind.FormNotRepeated ? AdviceTime : Time;

    private static string Words(ViewNotice notice) => notice.Kind switch
    {
        ViewNoticeKind.WindowFollowed => LiveScreenTexts.WindowFollowed,
        ViewNoticeKind.WindowWaits => LiveScreenTexts.WindowWaits,
        ViewNoticeKind.WindowClosed => LiveScreenTexts.WindowClosed,
        ViewNoticeKind.FileRefused => LiveScreenTexts.FileRefused,
        ViewNoticeKind.DownloadRefused when notice.Bytes is { } bytes => Format(LiveScreenTexts.DownloadRefusedSized, notice.Name, InBytes(bytes)),
        ViewNoticeKind.DownloadRefused => Format(LiveScreenTexts.DownloadRefused, notice.Name),
        ViewNoticeKind.FieldRefused => notice.Name.Length == 0 ? notice.Text : Format(LiveScreenTexts.FieldRefused, notice.Name, notice.Text),
        ViewNoticeKind.PasskeyAsked => LiveScreenTexts.PasskeyAsked,
        ViewNoticeKind.DialogClosed when notice.Name.Length == 0 => Format(LiveScreenTexts.DialogClosedUnknown, notice.Text),
        ViewNoticeKind.DialogClosed => Format(LiveScreenTexts.DialogClosed, notice.Name, notice.Text),
        ViewNoticeKind.FormNotRepeated => LiveScreenTexts.FormNotRepeated,
        ViewNoticeKind.NothingBefore => LiveScreenTexts.NothingBefore,
        _ => throw new ArgumentOutOfRangeException(nameof(notice), notice.Kind, null),
    };

    private static string Format(string text, params object[] values) => string.Format(CultureInfo.CurrentCulture, text, values);

    private static string InBytes(long bytes) => bytes switch
    {
        < 1000 => Format("{0} B", bytes),
        < 1_000_000 => Format("{0:0} kB", bytes / 1e3),
        _ => Format("{0:0.0} MB", bytes / 1e6),
    };
}
