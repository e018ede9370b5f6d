using System.Runtime.CompilerServices;
using Bunit;

namespace Reconbanker.Tests.Support;

/// <summary>Components may take their time on a machine that is busy; bUnit gives them a second.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void BeLong() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
