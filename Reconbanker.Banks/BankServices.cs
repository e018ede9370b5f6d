using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Banks;

public static class BankServices
{
    /// <summary>Every driver of this assembly: a new bank is a new file, with nothing to register.</summary>
    public static IServiceCollection AddReconbankerBanks(this IServiceCollection services)
    {
        foreach (var driver in typeof(BankServices).Assembly.GetTypes().Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(BankDriver))))
        {
            services.AddSingleton(typeof(BankDriver), driver);
        }

        return services;
    }
}
