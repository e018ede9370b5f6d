using System.Text.Json;
using Reconbanker.Core.Browser;

namespace Reconbanker.Core.LiveViews;

/// <summary>Pictures that Chromium sends by itself whenever the page has changed.</summary>
internal sealed class Screencast : FrameSource
{
    private const int AnyHeight = 16_384;
    private readonly CdpPage _page;
    private readonly PageSize _size;
    private bool _started;

    public Screencast(CdpPage page, PageSize size)
    {
        (_page, _size) = (page, size);
        _page.On("Page.screencastFrame", Read);
    }

    public override void Start(CastRecipe recipe)
    {
        Stop();
        _started = true;
        _page.Send("Page.startScreencast", new()
        {
            ["format"] = "jpeg",
            ["quality"] = recipe.Quality,
            ["maxWidth"] = recipe.Width,
            ["maxHeight"] = AnyHeight,
        });
    }

    public override void Stop()
    {
        if (_started)
        {
            _started = false;
            _page.Send("Page.stopScreencast");
        }
    }

    public override void Acknowledge(int receipt) => _page.Send("Page.screencastFrameAck", new() { ["sessionId"] = receipt });

    private void Read(JsonElement frame)
    {
        var details = frame.GetProperty("metadata");
        var (width, height) = _size.Unscale(details.GetProperty("deviceWidth").GetDouble(), details.GetProperty("deviceHeight").GetDouble());
        Deliver(new(
            frame.GetProperty("data").GetBytesFromBase64(),
            width,
            height,
            details.GetProperty("offsetTop").GetDouble(),
            frame.GetProperty("sessionId").GetInt32()));
    }
}
