namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>A piece to be pushed into the hole of a picture.</summary>
internal sealed class DragStep(CustomerHistory history) : CaptchaStep<Puzzle>(() => new Puzzle(), history)
{
    public const string Address = "/login/puzzle";
    private const int Tolerance = 9;
    private const int FewestPositions = 4;

    public override string Path => Address;

    /// <param name="positions">Where the piece was seen on its way, in pixels of the picture; the last is where it was let go.</param>
    public Verdict Confirm(IReadOnlyList<int> positions) => Judge(puzzle =>
        positions.Distinct().Count() >= FewestPositions && Math.Abs(positions[^1] - puzzle.Solution) <= Tolerance);
}
