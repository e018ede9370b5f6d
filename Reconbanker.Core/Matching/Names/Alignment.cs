namespace Reconbanker.Core.Matching.Names;

/// <summary>Words of two names that stand for one another: one for one, or one for two neighbours that it joins.</summary>
internal static class Alignment
{
    public static IReadOnlyList<Link> Of(IReadOnlyList<NamePart> first, IReadOnlyList<NamePart> second)
    {
        var candidates = Candidates(first, second);
        if (candidates.Count == 0)
        {
            return candidates;
        }

        // The surest first; among equals the ones whose places are most alike, so that the order of the two names does not matter.
        candidates.Sort((a, b) => Rank(b).CompareTo(Rank(a)) is var rank and not 0 ? rank : Apart(a).CompareTo(Apart(b)) is var apart and not 0
            ? apart
            : (a.First[0] + a.Second[0]).CompareTo(b.First[0] + b.Second[0]));
        var (takenFirst, takenSecond) = (new bool[first.Count], new bool[second.Count]);
        var links = new List<Link>();
        foreach (var link in candidates)
        {
            if (!Array.Exists(link.First, i => takenFirst[i]) && !Array.Exists(link.Second, j => takenSecond[j]))
            {
                Array.ForEach(link.First, i => takenFirst[i] = true);
                Array.ForEach(link.Second, j => takenSecond[j] = true);
                links.Add(link);
            }
        }

        return links;
    }

    private static List<Link> Candidates(IReadOnlyList<NamePart> first, IReadOnlyList<NamePart> second)
    {
        var candidates = new List<Link>();
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < second.Count; j++)
            {
                if (WordSimilarity.Of(first[i], second[j]) is var likeness and >= WordSimilarity.Least)
                {
                    candidates.Add(new Link([i], [j], likeness, (first[i].Weight + second[j].Weight) / 2, first[i].IsInitial || second[j].IsInitial));
                }

                if (i + 1 < first.Count && AreInitials(second[j], first[i], first[i + 1]))
                {
                    candidates.Add(new Link([i, i + 1], [j], 0.8, 1, IsInitial: true));
                }

                if (j + 1 < second.Count && AreInitials(first[i], second[j], second[j + 1]))
                {
                    candidates.Add(new Link([i], [j, j + 1], 0.8, 1, IsInitial: true));
                }

                if (i + 1 < first.Count && IsJoin(first[i], first[i + 1], second[j]))
                {
                    candidates.Add(new Link([i, i + 1], [j], 0.96, first[i].Weight + first[i + 1].Weight, IsInitial: false));
                }

                if (j + 1 < second.Count && IsJoin(second[j], second[j + 1], first[i]))
                {
                    candidates.Add(new Link([i], [j, j + 1], 0.96, second[j].Weight + second[j + 1].Weight, IsInitial: false));
                }
            }
        }

        return candidates;
    }

    private static double Rank(Link link) => (link.Likeness * link.Weight) - (link.IsInitial ? 1 : 0);

    private static int Apart(Link link) => Math.Abs(link.First[0] - link.Second[0]);

    // "JP" of Jean-Pierre.
    private static bool AreInitials(NamePart letters, NamePart one, NamePart next) =>
        letters.Text.Length == 2 && one.Text.Length > 1 && next.Text.Length > 1 && letters.Text[0] == one.Text[0] && letters.Text[1] == next.Text[0]
        && !letters.Known.IsKnown;

    private static bool IsJoin(NamePart one, NamePart next, NamePart joined)
    {
        var length = one.Text.Length + next.Text.Length;
        if (length <= 3 || Math.Abs(length - joined.Text.Length) > 2)
        {
            return false;
        }

        var both = one.Text + next.Text;
        return both == joined.Text
            || (one.Text.Length > 1 && next.Text.Length > 1 && Sounds.Of(both) == joined.Sound)
            || (joined.Consonants.Length >= 5 && Sounds.Consonants(both) == joined.Consonants);
    }
}

/// <param name="First">Places in the first name.</param>
/// <param name="Second">Places in the second.</param>
/// <param name="Weight">How much the words say.</param>
internal sealed record Link(int[] First, int[] Second, double Likeness, double Weight, bool IsInitial);
