namespace Reconbanker.Tests.LiveViews;

/// <summary>A page that changes as often as Chromium draws.</summary>
internal static class SpinnerPage
{
    public const string Canvas = "<canvas id=c width=400 height=300></canvas>";

    /// <summary>What makes the canvas turn: a block of statements.</summary>
    public const string Turn = """
        {
          const pen = document.getElementById('c').getContext('2d');
          let n = 0;
          (function turn() { pen.fillStyle = `hsl(${n++ % 360} 80% 50%)`; pen.fillRect(0, 0, 400, 300); requestAnimationFrame(turn); })();
        }
        """;

    public const string Body = $"{Canvas}<script>{Turn}</script>";
}
