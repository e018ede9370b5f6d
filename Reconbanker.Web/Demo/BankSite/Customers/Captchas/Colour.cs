namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>A colour of a picture; each part from 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    /// <param name="share">Of the other colour, from 0 to 1.</param>
    public Colour Mix(Colour other, double share) => new(
        Red + ((other.Red - Red) * share), Green + ((other.Green - Green) * share), Blue + ((other.Blue - Blue) * share));
}
