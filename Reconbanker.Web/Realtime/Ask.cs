using System.Text;

namespace Reconbanker.Web.Realtime;

/// <summary>Questions at the command line.</summary>
internal static class Ask
{
    public static string Line(string question)
    {
        Console.Write(question);
        return Console.ReadLine() ?? "";
    }

    /// <summary>Shows nothing of what is typed; reads a line as it is when the input is no keyboard.</summary>
    public static string Secret(string question)
    {
        if (Console.IsInputRedirected)
        {
            return Console.ReadLine() ?? "";
        }

        Console.Write(question);
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

        Console.WriteLine();
        return typed.ToString();
    }
}
