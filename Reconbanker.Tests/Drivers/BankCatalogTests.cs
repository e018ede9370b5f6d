using FluentAssertions;
using Microsoft.Extensions.Options;
using Reconbanker.Banks;
using Reconbanker.Core.Drivers;
using Xunit;

namespace Reconbanker.Tests.Drivers;

public sealed class BankCatalogTests
{
    [Fact]
    public void A_bank_that_is_served_elsewhere_is_reached_there_and_at_the_hosts_that_its_driver_declares()
    {
        var options = new BankOptions();
        options.LoginPages["demo-bank"] = new Uri("http://other.localhost:1234/");

        var bank = new BankCatalog([new DemoBank()], Options.Create(options)).FindBank("demo-bank")!;

        bank.Hosts.Should().Equal(["other.localhost", .. new DemoBank().Bank.Hosts]);
    }

    [Fact]
    public void Every_driver_declares_the_host_of_its_login_page()
    {
        var drivers = typeof(DemoBank).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(BankDriver)))
            .Select(type => ((BankDriver)Activator.CreateInstance(type)!).Bank);

        foreach (var bank in drivers)
        {
            new Core.Browser.Egress.EgressRules(bank.Hosts, bank.LoginPage.Port).Allow(bank.LoginPage.IdnHost, bank.LoginPage.Port)
                .Should().BeTrue(bank.Code);
            BankAddress.MayBeOpened(bank.LoginPage).Should().BeTrue(bank.Code);
        }
    }
}
