using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Playwright;
using Reconbanker.Core.Browser.Egress;
using Reconbanker.Core.LiveViews;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.LiveViews;

/// <summary>A real Chromium for the tests of a class.</summary>
public sealed class LiveViewBrowser(ChromiumFixture chromium) : IAsyncLifetime
{
    private TestBrowser? _browser;

    public IBrowser Browser => _browser!.Browser;

    public async ValueTask InitializeAsync() => _browser = await TestBrowser.LaunchAsync(chromium);

    public ValueTask DisposeAsync() => _browser?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>A page of 1000 by 600 CSS pixels with this body.</summary>
    public async Task<IPage> OpenAsync(string body)
    {
        var context = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1000, Height = 600 } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.SetContentAsync($"<!DOCTYPE html><html><body style='margin:0'>{body}</body></html>");
        return page;
    }
}

/// <summary>Views in which whoever joins may do everything, and of which there is no record.</summary>
internal static class OpenViews
{
    extension(LiveView)
    {
        /// <summary>Of a page that may be anywhere, on the clock of the machine.</summary>
        public static Task<LiveView> OpenAsync(IPage page) =>
            LiveView.OpenAsync(page, TimeProvider.System, TestContext.Current.CancellationToken);

        /// <summary>Of a page that may be anywhere.</summary>
        public static Task<LiveView> OpenAsync(IPage page, TimeProvider clock, CancellationToken cancellationToken) =>
            LiveView.OpenAsync(page, hosts: null, clock, cancellationToken);

        public static Task<LiveView> OpenAsync(IPage page, EgressRules? hosts, TimeProvider clock, CancellationToken cancellationToken) =>
            LiveView.OpenAsync(page, hosts, access: null, _ => { }, clock, cancellationToken);
    }
}

/// <summary>What a person does at a viewer, and what arrives there.</summary>
internal static class Hands
{
    public static Viewer InControl(this LiveView view)
    {
        view.AcceptsInput = true;
        var viewer = view.Join(Guid.NewGuid(), "Anna");
        viewer.TakeControl().Should().BeTrue();
        return viewer;
    }

    public static void Click(this Viewer viewer, double x, double y, int clicks = 1)
    {
        viewer.Send(new ViewerInput.Mouse(MouseAction.Move, x, y, long.MaxValue));
        viewer.Send(new ViewerInput.Mouse(MouseAction.Down, x, y, long.MaxValue, PointerButton.Left, PointerButtons.Left, Clicks: clicks))
            .Should().Be(InputOutcome.Accepted);
        viewer.Send(new ViewerInput.Mouse(MouseAction.Up, x, y, long.MaxValue, PointerButton.Left, Clicks: clicks));
    }

    public static void Press(this Viewer viewer, string name, string code, int virtualKey, string? typed = null)
    {
        viewer.Send(new ViewerInput.Key(true, name, code, virtualKey, typed)).Should().Be(InputOutcome.Accepted);
        viewer.Send(new ViewerInput.Key(false, name, code, virtualKey));
    }

    public static void PressDigits(this Viewer viewer, string digits)
    {
        foreach (var digit in digits)
        {
            viewer.Press(digit.ToString(), $"Digit{digit}", digit, digit.ToString());
        }
    }
}

/// <summary>Takes the pictures of a viewer as a window would, and counts them.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private readonly bool _keep;
    private readonly ConcurrentQueue<ScreenFrame> _kept = new();

    /// <param name="keep">Whether all pictures are kept, and not only the last one.</param>
    public Window(Viewer viewer, bool keep = false)
    {
        (Viewer, _keep) = (viewer, keep);
        _reading = ReadAsync();
    }

    public Viewer Viewer { get; }
    public ScreenFrame? Last { get; private set; }
    public IReadOnlyList<ScreenFrame> Kept => [.. _kept];
    public int Count { get; private set; }
    public bool HasEnded => _reading.IsCompletedSuccessfully;

    public async Task<ScreenFrame> FirstAsync()
    {
        await Until.TrueAsync(() => Count > 0, "a picture must come");
        return Last!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_reading.IsCompleted || !_closed.IsCancellationRequested)
        {
            await _closed.CancelAsync();
            await _reading;
            _closed.Dispose();
            Viewer.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var frame in Viewer.ReadFramesAsync(_closed.Token))
            {
                Last = frame;
                Count++;
                if (_keep)
                {
                    _kept.Enqueue(frame);
                }
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // The window was closed.
        }
    }
}
