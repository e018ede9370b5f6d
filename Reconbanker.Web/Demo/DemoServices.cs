using Reconbanker.Core.Drivers;

namespace Reconbanker.Web.Demo;

public static class DemoServices
{
    /// <summary>Code of the driver that reads the demo bank.</summary>
    public const string BankCode = "demo-bank";

    /// <summary>The demo, which is served only where "Demo:Enabled" says so; needs the data folder and the clock.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>().BindConfiguration("Demo").ValidateOnStart().Validate(
            options => !options.Enabled || options.IsUrlUsable,
            "Demo:Url must be an http address of this machine's loopback, such as http://demo-bank.localhost:5081.");
        services.AddSingleton<DemoSite>();
        services.AddHostedService<DemoHost>();
        services.AddOptions<BankOptions>().PostConfigure<DemoSite>((banks, demo) =>
        {
            if (demo.Address is { } address)
            {
                banks.LoginPages[BankCode] = address;
            }
        });
        return services;
    }
}
