namespace Reconbanker.Core.Matching.Names;

/// <summary>
/// Compares two names by how names work: words may come in any order and be left out on one side, but words that contradict each other on
/// both sides speak against it.
/// </summary>
/// <remarks>Pure and symmetrical: the order of the two does not change the score.</remarks>
public static class NameSimilarity
{
    // What a word that only one side has costs, beside what words cost that contradict each other, both as shares of their weight.
    private const double LeftOut = 0.16;
    private const double Contradicted = 1.7;
    private const double Doubted = 0.9;

    public static NameComparison Compare(PayerName first, PayerName second)
    {
        if (first.IsEmpty || second.IsEmpty)
        {
            return NameComparison.Of(0.5, []); // nothing is known either way
        }

        if (first.Key == second.Key)
        {
            return NameComparison.Of(1, [.. first.Parts.Select(part => new NamePair(part.Text, part.Text, 1))]);
        }

        var links = Alignment.Of(first.Parts, second.Parts);
        if (links.Count == 0)
        {
            return NameComparison.Of(0, []);
        }

        var (matched, doubt) = (0.0, 0.0);
        foreach (var link in links)
        {
            matched += link.Weight * link.Likeness;
            doubt += link.Weight * (1 - link.Likeness);
        }

        var (leftOfFirst, leftOfSecond) = (Rest(first.Parts, links.SelectMany(link => link.First)), Rest(second.Parts, links.SelectMany(link => link.Second)));
        leftOfFirst.RemoveAll(part => IsOfParticle(part, second));
        leftOfSecond.RemoveAll(part => IsOfParticle(part, first));
        var contradicted = Contradiction(leftOfFirst, leftOfSecond);
        var leftOut = Math.Abs(Weight(leftOfFirst) - Weight(leftOfSecond));
        var score = matched / (matched + (Doubted * doubt) + (Contradicted * contradicted) + (LeftOut * leftOut));

        score *= contradicted > 0 ? Roles(first, links, leftOfFirst, leftOfSecond) : 1;
        score = Math.Min(score, Ceiling(first, second, links, leftOfFirst.Count + leftOfSecond.Count));
        score *= Form(first, second) * Generation(first, second);
        return NameComparison.Of(
            Math.Round(score, 4),
            [.. links.Select(link => new NamePair(Text(first.Parts, link.First), Text(second.Parts, link.Second), link.Likeness))]);
    }

    /// <summary>
    /// However many given names two people share, their surnames tell them apart; and in a family it is the other way round.
    /// </summary>
    private static double Roles(PayerName first, IReadOnlyList<Link> links, List<NamePart> leftOfFirst, List<NamePart> leftOfSecond)
    {
        var areGivenShared = links.All(link => link.First.All(i => first.Parts[i].Known.IsGiven));
        var areGivenLeft = leftOfFirst.Exists(part => part.Known.IsGiven) && leftOfSecond.Exists(part => part.Known.IsGiven);
        return areGivenShared || areGivenLeft ? 0.85 : 1;
    }

    /// <summary>One word alone, or initials alone, never say whose name it is.</summary>
    private static double Ceiling(PayerName first, PayerName second, IReadOnlyList<Link> links, int left)
    {
        var whole = links.Count(link => !link.IsInitial);
        var telling = links.Where(link => !link.IsInitial).Sum(link => link.Weight * Math.Max(link.First.Length, link.Second.Length));
        if (whole == 0)
        {
            return 0.3;
        }

        if (left == 0 && links.Count == 1)
        {
            return 1; // both have the one word
        }

        if (telling >= 1.4)
        {
            return 1;
        }

        if (whole == 1 && links.Count == 1)
        {
            // "Juan" for Juan Pérez; a rare word for a company says more.
            var isCompany = first.IsCompany || second.IsCompany;
            var word = first.Parts[links.First(link => !link.IsInitial).First[0]];
            return word.Known.IsGiven ? 0.5 : isCompany ? 0.8 : word.Text.Length >= 6 && !word.Known.IsKnown ? 0.62 : 0.55;
        }

        return 0.85;
    }

    private static double Form(PayerName first, PayerName second) => (first.Form, second.Form) switch
    {
        (null, null) => 1,
        (null, _) or (_, null) => first.IsCompany && second.IsCompany ? 1 : 0.98,
        var (one, other) => one == other ? 1 : 0.68,
    };

    private static double Generation(PayerName first, PayerName second) => (first.Generation, second.Generation) switch
    {
        var (one, other) when one == other => 1,
        (null, _) or (_, null) => 0.96,
        _ => 0.5,
    };

    /// <summary>What stands on both sides and is not the same: each word of the side that has less left speaks against it.</summary>
    private static double Contradiction(List<NamePart> first, List<NamePart> second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return 0;
        }

        var (less, more) = Weight(first) <= Weight(second) ? (first, second) : (second, first);
        // A wrong initial speaks against it as a wrong name does.
        return less.Sum(part => part.IsInitial ? 0.8 : part.Weight) is var weight && less.Any(part => part.IsInitial)
            ? Math.Min(weight, Math.Max(0.8, Weight(more)))
            : Weight(less);
    }

    // The initial of what is a name in one country and a particle in another: Van.
    private static bool IsOfParticle(NamePart part, PayerName name) => part.IsInitial && name.Parts.Any(other => other.Before.StartsWith(part.Text[0]));

    private static double Weight(List<NamePart> parts) => parts.Sum(part => part.Weight);

    private static List<NamePart> Rest(IReadOnlyList<NamePart> parts, IEnumerable<int> linked)
    {
        var taken = linked.ToHashSet();
        return [.. parts.Where((_, i) => !taken.Contains(i))];
    }

    private static string Text(IReadOnlyList<NamePart> parts, int[] at) => string.Join(' ', at.Select(i => parts[i].Text));
}
