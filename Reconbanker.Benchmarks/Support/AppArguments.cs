namespace Reconbanker.Benchmarks.Support;

/// <summary>The command line of an app that a bench starts: on a free port, quiet, with its log on the error output.</summary>
internal static class AppArguments
{
    public static string[] For(string folder, params string[] settings) =>
    [
        // The names under which the app's files lie beside the bench.
        $"--contentRoot={AppContext.BaseDirectory}",
        "--applicationName=Reconbanker.Web",
        "--environment=Production",
        "--urls=http://127.0.0.1:0",
        $"--Reconbanker:DataDirectory={folder}",
        "--Outbound:Allow:0=127.0.0.1",
        "--Demo:Enabled=false",
        "--Logging:LogLevel:Default=Warning",
        "--Logging:Console:LogToStandardErrorThreshold=Trace",
        .. settings,
    ];
}
