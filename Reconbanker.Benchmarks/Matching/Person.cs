namespace Reconbanker.Benchmarks.Matching;

/// <summary>Somebody made up, with the names that somebody of that country may have.</summary>
internal sealed record Person(NamePool Pool, bool IsWoman, IReadOnlyList<string> Given, IReadOnlyList<string> Surnames)
{
    public static Person New(NamePool pool, Random random)
    {
        var isWoman = random.Next(2) == 0;
        var names = isWoman ? pool.Women : pool.Men;
        var given = Distinct(names, pool.SurnameCount > 1 || random.Next(3) == 0 ? 1 + random.Next(2) : 1, random);
        return new Person(pool, isWoman, given, Distinct(pool.Surnames, pool.SurnameCount, random));
    }

    public string Full() => string.Join(' ', Given.Concat(Surnames));

    /// <summary>In the country's own alphabet; null where it has none, or a name is not known in it.</summary>
    public string? Written()
    {
        if (!Given.Concat(Surnames).All(Pool.Written.ContainsKey))
        {
            return null;
        }

        var isFamilyFirst = Pool.Country is "CN" or "KR";
        var (given, surnames) = (Given.Select(name => Pool.Written[name]), Surnames.Select(name => Pool.Written[name]));
        return isFamilyFirst ? string.Concat(surnames.Concat(given.Take(1))) : string.Join(' ', given.Concat(surnames));
    }

    /// <summary>As another clerk would write it; null where no name has another spelling.</summary>
    public string? Respelled(Random random)
    {
        if (!Given.Concat(Surnames).Any(Pool.Respelled.ContainsKey))
        {
            return null;
        }

        return string.Join(' ', Given.Concat(Surnames).Select(name => Pool.Respelled.TryGetValue(name, out var others) ? others[random.Next(others.Length)] : name));
    }

    /// <summary>Somebody else who is easily taken for this one; null where the dice give the same names.</summary>
    public (Person Person, string Kind)? Other(Random random)
    {
        var stranger = New(Pool, random);
        var (person, kind) = random.Next(5) switch
        {
            0 => (this with { Given = stranger.Given, IsWoman = stranger.IsWoman }, "relative"),
            1 => (this with { Surnames = stranger.Surnames }, "same-given-names"),
            2 when Surnames.Count > 1 => (this with { Surnames = [Surnames[0], stranger.Surnames[^1]], Given = stranger.Given }, "one-surname-shared"),
            3 when Given.Count > 1 => (this with { Given = [Given[0], stranger.Given[^1]], Surnames = stranger.Surnames }, "first-name-shared"),
            _ => (stranger, "stranger"),
        };

        // Whoever has a name left out may be the same person: only names that contradict each other tell two people apart.
        var isOther = !person.Given.Intersect(Given).Any() || !person.Surnames.Intersect(Surnames).Any();
        return isOther ? (person, kind) : null;
    }

    private static List<string> Distinct(string[] names, int count, Random random)
    {
        var chosen = new List<string>();
        while (chosen.Count < count)
        {
            var name = names[random.Next(names.Length)];
            if (!chosen.Contains(name))
            {
                chosen.Add(name);
            }
        }

        return chosen;
    }
}
