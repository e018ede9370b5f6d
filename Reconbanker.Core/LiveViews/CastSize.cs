namespace Reconbanker.Core.LiveViews;

/// <summary>How many bytes a picture of a page has by another recipe, and which recipe keeps to so many.</summary>
internal static class CastSize
{
    /// <summary>What dense text comes to at a width, measured from 320 to 1280 pixels: more than the area, for small text has no even parts.</summary>
    private const double WidthPower = 2.2;

    private const int Coarse = 30;
    private const int Coarsest = 20;

    /// <summary>Bytes at a quality, in parts of those at 85; measured with dense text.</summary>
    private static readonly Dictionary<int, double> Shares = new() { [Coarsest] = .39, [Coarse] = .49, [45] = .6, [60] = .7, [85] = 1 };

    /// <summary>From the best to the least that still shows what happens: the part of the width, and the highest quality.</summary>
    private static readonly (double Part, int Quality)[] Steps =
        [(1, 85), (1, 45), (1, Coarse), (.75, Coarse), (.5, Coarse), (.5, Coarsest), (.375, Coarsest), (.25, Coarsest)];

    /// <param name="wanted">What would be cast if bytes cost nothing.</param>
    /// <param name="known">The recipe of a picture that there was.</param>
    /// <param name="length">Bytes of that picture.</param>
    /// <param name="mayShrink">Whether the page may be shown coarser than it is read, to see what happens in it.</param>
    /// <returns>The best that is expected to have no more than <paramref name="most"/> bytes, or else the smallest.</returns>
    public static CastRecipe Fit(CastRecipe wanted, CastRecipe known, int length, double most, bool mayShrink)
    {
        var recipes = Steps.Where(step => mayShrink || step.Part == 1)
            .Select(step => new CastRecipe((int)(wanted.Width * step.Part), Math.Min(wanted.Quality, step.Quality)))
            .ToArray();
        var perWeight = length / Weight(known);
        return recipes.FirstOrDefault(recipe => perWeight * Weight(recipe) <= most, recipes[^1]);
    }

    private static double Weight(CastRecipe recipe) => Math.Pow(recipe.Width, WidthPower) * Shares[recipe.Quality];
}
