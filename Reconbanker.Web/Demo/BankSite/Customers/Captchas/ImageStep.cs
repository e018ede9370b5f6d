namespace Reconbanker.Web.Demo.BankSite.Customers.Captchas;

/// <summary>Letters to be read from a picture.</summary>
internal sealed class ImageStep(CustomerHistory history) : CaptchaStep<Letters>(() => new Letters(), history)
{
    public const string Address = "/login/letters";

    public override string Path => Address;

    /// <param name="letters">Capital or small, with or without blanks.</param>
    public Verdict Confirm(string letters) =>
        Judge(captcha => letters.Replace(" ", "", StringComparison.Ordinal).Equals(captcha.Text, StringComparison.OrdinalIgnoreCase));
}
