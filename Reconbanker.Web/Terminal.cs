using System.Text;

namespace Reconbanker.Web;

/// <summary>Where a command asks and answers. An input that is no keyboard is read line by line, and is asked nothing.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter errors, bool isKeyboard)
{
    private Task<string?>? _reading;

    public TextWriter Output { get; } = output;

    public TextWriter Errors { get; } = errors;

    /// <summary>Whether a person types, who may mistype.</summary>
    public bool IsKeyboard => isKeyboard;

    public static Terminal OfProcess() => new(Console.In, Console.Out, Console.Error, !Console.IsInputRedirected);

    /// <returns>Null when the input has ended.</returns>
    public Task<string?> LineAsync(string question, CancellationToken cancellationToken) => ReadAsync(question, input.ReadLine, cancellationToken);

    /// <summary>Shows nothing of what is typed.</summary>
    /// <returns>Null when the input has ended.</returns>
    public Task<string?> SecretAsync(string question, CancellationToken cancellationToken) =>
        ReadAsync(question, isKeyboard ? ReadHidden : input.ReadLine, cancellationToken);

    private async Task<string?> ReadAsync(string question, Func<string?> read, CancellationToken cancellationToken)
    {
        if (isKeyboard)
        {
            await Output.WriteAsync(question.AsMemory(), cancellationToken);
        }

        // Reading cannot be called off: a question that nobody waits for any more leaves its line to the next one.
        _reading ??= Task.Run(read, CancellationToken.None);
        var line = await _reading.WaitAsync(cancellationToken);
        _reading = null;
        return line;
    }

    private string? ReadHidden()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Output.WriteLine();
        return typed.ToString();
    }
}
