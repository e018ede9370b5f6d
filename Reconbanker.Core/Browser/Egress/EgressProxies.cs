using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reconbanker.Core.Security;

namespace Reconbanker.Core.Browser.Egress;

/// <summary>Opens the one way out of each browser.</summary>
public sealed class EgressProxies(OutboundGuard guard, IOptions<BrowserOptions> options, TimeProvider clock, ILogger<EgressProxy> logger)
{
    /// <summary>Listens until it is disposed, which ends every connection.</summary>
    public EgressProxy Open(EgressRules rules) => new(rules, guard, options.Value.TrafficPerHourBytes, clock, logger);
}
