using System.Numerics;
using System.Runtime.Intrinsics;

namespace Reconbanker.Core.Matching.Names;

/// <summary>How often each letter occurs in a word, which tells of most words at once that they are too different to be measured.</summary>
internal readonly struct LetterCounts
{
    private readonly int _length;
    private readonly uint _letters;

    // Two letters share a count: it may hide a difference, never invent one.
    private readonly Vector128<byte> _counts;

    public LetterCounts(string word)
    {
        Span<byte> counts = stackalloc byte[Vector128<byte>.Count];
        counts.Clear();
        foreach (var c in word)
        {
            // What is longer than a count can hold differs less than it seems, and is measured.
            counts[c % counts.Length] = (byte)Math.Min(counts[c % counts.Length] + 1, MostCounted);
        }

        (_length, _letters, _counts) = (word.Length, Sounds.Letters(word), Vector128.Create<byte>(counts));
    }

    /// <summary>More of one letter are counted as so many: the sum of all still fits.</summary>
    private const int MostCounted = 15;

    /// <summary>Letters that only one of the two has.</summary>
    public int Unshared(LetterCounts other) => BitOperations.PopCount(_letters ^ other._letters);

    /// <summary>At least so many letters have to be changed, added, left out or swapped to make one word of the other.</summary>
    public int Edits(LetterCounts other) => (Difference(other) + Math.Abs(_length - other._length)) / 2;

    /// <summary>At most so many letters of one are letters of the other.</summary>
    public int Shared(LetterCounts other) => (_length + other._length - Difference(other)) / 2;

    private int Difference(LetterCounts other) => Vector128.Sum(Vector128.Max(_counts, other._counts) - Vector128.Min(_counts, other._counts));
}
