using Reconbanker.Core.Data;
using Reconbanker.Web.Demo.BankSite;
using Reconbanker.Web.Demo.BankSite.Customers;
using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Faults;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;
using Reconbanker.Web.Demo.Shop;

namespace Reconbanker.Web.Demo;

/// <summary>The demo as the rest of the process sees it: where it is, and what its bank, phone and shop have seen.</summary>
public sealed class DemoSite : IDisposable
{
    public DemoSite(DataFolder folder, TimeProvider clock)
    {
        Phone = new DemoPhone();
        Faults = new DemoFaults(() => Customers!.Select(c => c.UserName), Changes);
        Shop = new DemoShop(Faults, Changes, clock);
        Customers =
        [
            new Ana(), new Sms(Phone, clock), new SixBox(Phone, clock), new Push(Phone, clock), new Grid(Phone, clock), new Drag(), new Image(),
            new Iframe(Phone, clock), new Popup(Phone, clock), new Choice(Phone, clock), new Trusted(Phone, clock), new Elsewhere(clock),
            new Expires(), new Wrong(), new Locked(), new MustChange(), new Slow(clock), new Flaky(), new Maintenance(), new Changed(),
            new Twins(), new Late(), new Shift(), new Reorder(), new Many(),
            new Hostile(Faults, clock),
        ];
        Desk = new SignInDesk(Customers, Faults, Changes, clock);
        Ledger = new Ledger(new LedgerFile(folder), [.. Customers.SelectMany(c => c.Accounts)], Changes, clock);
        Arrivals = new Arrivals(Ledger, Changes, clock);
    }

    /// <summary>Where the demo is served, with the real port; null while it is not. The bank is here, the rest below it.</summary>
    /// <remarks>Known before any hosted service starts.</remarks>
    public Uri? Address { get; internal set; }

    /// <summary>The site of another name that a login shows in a frame; null while nothing is served.</summary>
    public Uri? KeySiteAddress => Address is { } address ? new UriBuilder(address) { Host = KeySite.HostBeside(address.Host) }.Uri : null;

    public Uri? PanelAddress => At("demo");
    public Uri? PhoneAddress => At("phone");
    public Uri? ShopAddress => At("shop");

    /// <summary>Where the shop takes webhooks, by the one loopback name that every resolver knows.</summary>
    public Uri? ShopWebhookAddress => AtLocalhost("shop/webhooks");

    /// <summary>Where the shop lists the payments that it expects, by the same name.</summary>
    public Uri? ShopPaymentsAddress => AtLocalhost("shop/payments");

    /// <summary>Who can log in at the bank; each shows another nuisance.</summary>
    public IReadOnlyList<Customer> Customers { get; }

    /// <summary>Raised when something changed that the panel or the shop shows.</summary>
    public ChangeSignal Changes { get; } = new();
    public SignInDesk Desk { get; }
    public DemoFaults Faults { get; }
    public Ledger Ledger { get; }
    public Arrivals Arrivals { get; }
    public DemoPhone Phone { get; }
    public DemoShop Shop { get; }

    /// <summary>Everything as on the first day: movements, locks, counts, sessions, faults, messages, webhooks.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await Arrivals.FollowAsync(null);
        await Ledger.ResetAsync(cancellationToken);
        Desk.Reset();
        Faults.Reset();
        foreach (var customer in Customers)
        {
            customer.Reset();
        }

        Phone.Reset();
        Shop.Reset();
    }

    public void Dispose()
    {
        Arrivals.Dispose();
        Ledger.Dispose();
    }

    private Uri? AtLocalhost(string path) => At(path) is { } address ? new UriBuilder(address) { Host = "localhost" }.Uri : null;

    private Uri? At(string path) => Address is { } address ? new Uri(address, path) : null;
}
