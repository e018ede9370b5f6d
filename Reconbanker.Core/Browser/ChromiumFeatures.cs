namespace Reconbanker.Core.Browser;

/// <summary>What Chromium brings that a browser without a person in front of it has no use for.</summary>
internal static class ChromiumFeatures
{
    /// <summary>What Playwright turns off. Chromium obeys the last such switch only, so that ours says this again.</summary>
    public static readonly string[] OffForPlaywright =
    [
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades",
        "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "BlockOriginHeaderModificationOnRedirect",
        "AvoidCorsURLLoaderRestartOnRedirect", "Translate", "AutoDeElevate", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
        "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
    ];

    // The list below the address bar is a page of Chromium's own, for which it starts a process in advance.
    private static readonly string[] OffForUs = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"];

    /// <summary>The switch that turns all of them off.</summary>
    public static readonly string Off = $"--disable-features={string.Join(',', [.. OffForPlaywright, .. OffForUs])}";
}
