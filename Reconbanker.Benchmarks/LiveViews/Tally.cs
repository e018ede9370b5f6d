using System.Globalization;

namespace Reconbanker.Benchmarks.LiveViews;

/// <summary>Figures by name, one a round; what is told in the end is the median of the rounds.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, List<double>> _rounds = [];

    public void Add(string name, double? figure)
    {
        if (figure is { } value && double.IsFinite(value))
        {
            (_rounds.TryGetValue(name, out var values) ? values : _rounds[name] = []).Add(value);
        }
    }

    public void Add(Tally round)
    {
        foreach (var (name, values) in round._rounds)
        {
            values.ForEach(value => Add(name, value));
        }
    }

    /// <summary>The quotient of two figures of this round, as a figure.</summary>
    public void AddRatio(string name, string one, string other) => Add(name, this[one] / this[other]);

    /// <summary>Null if it was not measured.</summary>
    public double? this[string name] => _rounds.TryGetValue(name, out var values) ? Percentile(values, .5) : null;

    public override string ToString() => string.Join(
        "  ", _rounds.Keys.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {this[name]:0.##}")));

    /// <summary>Null of nothing.</summary>
    public static double? Percentile(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }
}
