using System.Text;
using System.Text.RegularExpressions;

namespace Reconbanker.Tests.Support;

/// <summary>Looks for a secret in everything that was written.</summary>
internal static class Traces
{
    /// <summary>Files below the folder that hold the text, in UTF-8, UTF-16, Base64 at any offset, hexadecimal or URL form.</summary>
    public static IEnumerable<string> Of(string secret, string folder)
    {
        var forms = Forms(secret).ToList();
        foreach (var file in Files(folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            foreach (var form in forms)
            {
                if (content.IndexOf(form) >= 0)
                {
                    yield return file;
                    break;
                }
            }
        }
    }

    /// <summary>Files below the folder in which the code stands by itself, not as a part of a longer number or word: six digits are few.</summary>
    public static IEnumerable<string> OfCode(string code, string folder)
    {
        var pattern = new Regex($"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])");
        foreach (var file in Files(folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var text = reader.ReadToEnd();
            if (pattern.IsMatch(text) || pattern.IsMatch(text.Replace("\0", "", StringComparison.Ordinal)))
            {
                yield return file;
            }
        }
    }

    // Nobody else can open a lock: empty ones are Chromium's, the other is ours and holds a process and a version.
    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "instance.lock" && new FileInfo(file).Length > 0);

    private static IEnumerable<byte[]> Forms(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        yield return bytes;
        yield return Encoding.Unicode.GetBytes(secret);
        yield return Encoding.UTF8.GetBytes(Convert.ToHexString(bytes));
        yield return Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes));
        yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(secret));
        for (var offset = 0; offset < 3; offset++)
        {
            // The characters at both ends depend on what surrounds the secret; those between do not.
            var text = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
            var core = text[(offset == 0 ? 0 : 4)..^2];
            if (core.Length >= 6)
            {
                yield return Encoding.UTF8.GetBytes(core);
            }
        }
    }
}
