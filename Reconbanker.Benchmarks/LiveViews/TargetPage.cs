namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>
/// The page that every peer shows: dense text, and above it two barcodes of 16 bits that a probe reads off the picture: how many inputs have
/// come, and the time. S sets a spinner and the time going, Q stops them and F puts the focus into a field. It is as wide as its window.
/// </summary>
internal static class TargetPage
{
    public const int Width = 1280;
    public const int Height = 800;

    public const string Html = """
        <!doctype html><html><head><title>target</title><style>
        html,body{margin:0;overflow:hidden;background:#fff}canvas{display:block;width:100vw}
        input{position:absolute;left:1040px;top:40px;width:180px;font-size:24px}
        </style></head><body><canvas id="c" width="1280" height="800"></canvas><input id="code"><script>
        const canvas = document.getElementById('c'), x = canvas.getContext('2d'), field = document.getElementById('code');
        let inputs = 0, angle = 0, spins = false;
        const bar = (value, y) => {
          for (let bit = 0; bit < 16; bit++) {
            x.fillStyle = (value >> bit) & 1 ? '#000' : '#fff';
            x.fillRect(40 + bit * 40, y, 40, 40);
          }
        };
        const count = () => {
          inputs++;
          bar(inputs & 65535, 5);
          x.fillStyle = inputs & 1 ? '#c00' : '#00c';
          x.fillRect(800, 5, 200, 95);
        };
        const spin = () => {
          if (!spins) {
            return;
          }

          bar(Math.round(performance.timeOrigin + performance.now()) & 65535, 60);
          x.fillStyle = '#fff';
          x.fillRect(1080, 120, 80, 80);
          x.strokeStyle = '#06c';
          x.lineWidth = 8;
          x.beginPath();
          x.arc(1120, 160, 30, angle += .15, angle + 4);
          x.stroke();
          requestAnimationFrame(spin);
        };
        x.fillStyle = '#fff';
        x.fillRect(0, 0, 1280, 800);
        x.fillStyle = '#222';
        x.font = '12px sans-serif';
        for (let line = 0; line < 52; line++) {
          x.fillText(`${line} Transfer received from customer ${line * 7919 % 9973}, reference ${(line * 104729).toString(36)}`, 8, 128 + line * 13);
        }

        x.fillStyle = '#ccc';
        x.fillRect(0, 0, 1280, 110);
        bar(0, 60);
        count();
        addEventListener('mousedown', count);
        addEventListener('keydown', e => {
          switch (e.key.toLowerCase()) {
            case 's': if (!spins) { spins = true; spin(); } break;
            case 'q': spins = false; field.blur(); break;
            case 'f': e.preventDefault(); field.focus(); break;
            case 'shift': case 'control': case 'alt': case 'meta': break;
            default: count();
          }
        });
        </script></body></html>
        """;
}
