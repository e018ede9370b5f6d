using System.Runtime.CompilerServices;
using Bunit;
using Microsoft.Playwright;

namespace Reconbanker.Tests.Support;

/// <summary>Components and pages may take their time on a machine that is busy; bUnit gives them a second, Playwright five.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void BeLong()
    {
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Assertions.SetDefaultExpectTimeout(60_000);
    }
}
