using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

namespace Reconbanker.Core.Trials;

/// <summary>
/// The words that a driver's code names: its labels, selectors, headings and states. They are public already, and without them the driver
/// finds nothing in a recorded page.
/// </summary>
internal static partial class DriverWords
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>Of all texts in the driver and in what it uses of its own assembly.</summary>
    public static IReadOnlySet<string> Of(Type driver)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<Type> { driver };
        var open = new Queue<Type>(seen);
        while (open.TryDequeue(out var type))
        {
            var used = type.GetNestedTypes(Everything).Append(type.BaseType!).ToList();
            foreach (var method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
            {
                used.AddRange(Read(method, words));
            }

            foreach (var next in used.Where(t => t?.Assembly == driver.Assembly && seen.Add(t)))
            {
                open.Enqueue(next);
            }
        }

        return words;
    }

    /// <summary>The words of a text, as a page's texts are taken apart.</summary>
    public static IEnumerable<string> In(string text) => Word().Matches(text).Select(m => m.Value);

    /// <summary>Walks through a method's instructions and takes its texts.</summary>
    /// <returns>The types whose methods it calls.</returns>
    private static IEnumerable<Type> Read(MethodBase method, HashSet<string> words)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var instruction = Codes[code[at] == 0xFE ? BinaryPrimitives.ReadInt16BigEndian(code.AsSpan(at)) : code[at]];
            at += instruction.Size;
            var operand = code.AsSpan(at);
            if (instruction.OperandType == OperandType.InlineString)
            {
                words.UnionWith(In(method.Module.ResolveString(BinaryPrimitives.ReadInt32LittleEndian(operand))));
            }
            else if (instruction.OperandType == OperandType.InlineMethod && Called(method, BinaryPrimitives.ReadInt32LittleEndian(operand)) is { } type)
            {
                yield return type;
            }

            at += OperandSize(instruction.OperandType, code, at);
        }
    }

    private static Type? Called(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMethod(token, typeArguments, methodArguments)?.DeclaringType;
    }

    private static int OperandSize(OperandType type, byte[] code, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => sizeof(int) * (1 + BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
        _ => 4,
    };

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}\p{Nd}]+")]
    private static partial Regex Word();
}
