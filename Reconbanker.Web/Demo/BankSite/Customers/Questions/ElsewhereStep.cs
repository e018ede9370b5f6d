namespace Reconbanker.Web.Demo.BankSite.Customers.Questions;

/// <summary>Asks whether to go on here and end what is open elsewhere.</summary>
/// <param name="device">Where the other session is, if no real one is open.</param>
public sealed class ElsewhereStep(Device device, DateTimeOffset since) : LoginStep
{
    public const string Address = "/login/elsewhere";

    public override string Path => Address;
    public Device Device => device;
    public DateTimeOffset Since => since;
}
