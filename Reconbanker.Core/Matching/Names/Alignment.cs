namespace Reconbanker.Core.Matching.Names;

/// <summary>Words of two names that stand for one another: one for one, or one for two neighbours that it joins.</summary>
internal static class Alignment
{
    public static IReadOnlyList<Link> Of(IReadOnlyList<NamePart> first, IReadOnlyList<NamePart> second)
    {
        var candidates = new List<Link>();
        for (var i = 0; i < first.Count; i++)
        {
            for (var j = 0; j < second.Count; j++)
            {
                Add(candidates, [i], [j], WordSimilarity.Of(first[i], second[j]), (first[i].Weight + second[j].Weight) / 2, first[i].IsInitial || second[j].IsInitial);
                if (i + 1 < first.Count && AreInitials(second[j], first[i], first[i + 1]))
                {
                    Add(candidates, [i, i + 1], [j], 0.8, 1, isInitial: true);
                }

                if (j + 1 < second.Count && AreInitials(first[i], second[j], second[j + 1]))
                {
                    Add(candidates, [i], [j, j + 1], 0.8, 1, isInitial: true);
                }

                if (i + 1 < first.Count && IsJoin(first[i], first[i + 1], second[j]))
                {
                    Add(candidates, [i, i + 1], [j], 0.96, first[i].Weight + first[i + 1].Weight, isInitial: false);
                }

                if (j + 1 < second.Count && IsJoin(second[j], second[j + 1], first[i]))
                {
                    Add(candidates, [i], [j, j + 1], 0.96, second[j].Weight + second[j + 1].Weight, isInitial: false);
                }
            }
        }

        // The surest first; among equals the ones whose places are most alike, so that the order of the two names does not matter.
        candidates.Sort((a, b) => Rank(b).CompareTo(Rank(a)) is var rank and not 0 ? rank : Apart(a).CompareTo(Apart(b)) is var apart and not 0
            ? apart
            : (a.First[0] + a.Second[0]).CompareTo(b.First[0] + b.Second[0]));
        var (takenFirst, takenSecond) = (new HashSet<int>(), new HashSet<int>());
        var links = new List<Link>();
        foreach (var link in candidates)
        {
            if (!link.First.Any(takenFirst.Contains) && !link.Second.Any(takenSecond.Contains))
            {
                takenFirst.UnionWith(link.First);
                takenSecond.UnionWith(link.Second);
                links.Add(link);
            }
        }

        return links;
    }

    private static double Rank(Link link) => (link.Likeness * link.Weight) - (link.IsInitial ? 1 : 0);

    private static int Apart(Link link) => Math.Abs(link.First[0] - link.Second[0]);

    private static void Add(List<Link> links, int[] first, int[] second, double likeness, double weight, bool isInitial)
    {
        if (likeness >= WordSimilarity.Least)
        {
            links.Add(new Link(first, second, likeness, weight, isInitial));
        }
    }

    // "JP" of Jean-Pierre.
    private static bool AreInitials(NamePart letters, NamePart one, NamePart next) =>
        letters.Text.Length == 2 && one.Text.Length > 1 && next.Text.Length > 1 && letters.Text[0] == one.Text[0] && letters.Text[1] == next.Text[0]
        && !letters.Known.IsKnown;

    private static bool IsJoin(NamePart one, NamePart next, NamePart joined)
    {
        var both = one.Text + next.Text;
        return both.Length > 3 && Math.Abs(both.Length - joined.Text.Length) <= 2
            && (both == joined.Text
                || (one.Text.Length > 1 && next.Text.Length > 1 && Sounds.Of(both) == joined.Sound)
                || (joined.Consonants.Length >= 5 && Sounds.Consonants(both) == joined.Consonants));
    }
}

/// <param name="First">Places in the first name.</param>
/// <param name="Second">Places in the second.</param>
/// <param name="Weight">How much the words say.</param>
internal sealed record Link(int[] First, int[] Second, double Likeness, double Weight, bool IsInitial);
