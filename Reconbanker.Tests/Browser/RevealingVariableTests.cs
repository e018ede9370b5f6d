using System.Diagnostics;
using FluentAssertions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Browser;

/// <summary>The app in an environment that would have the browser's driver print what is typed.</summary>
public sealed class RevealingVariableTests : IDisposable
{
    private readonly string _folder = BrowserRig.NewFolder();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DEBUG", "pw:api")]
    [InlineData("DEBUG", "express:*,PW:protocol")]
    [InlineData("DEBUG", "*")]
    [InlineData("PWDEBUG", "1")]
    public async Task It_does_not_start_and_says_which_variable_to_unset(string variable, string value)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Reconbanker.Web.dll"), "--urls=http://127.0.0.1:0", $"--Reconbanker:DataDirectory={_folder}",
            },
            Environment = { [variable] = value, ["DOTNET_DbgEnableMiniDump"] = "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var app = Process.Start(start)!;

        var said = await Task.WhenAll(app.StandardOutput.ReadToEndAsync(Stop), app.StandardError.ReadToEndAsync(Stop));
        await app.WaitForExitAsync(Stop);

        app.ExitCode.Should().NotBe(0);
        string.Concat(said).Should().Contain($"The environment variable {variable} makes the browser's driver print what is typed").And.Contain($"unset {variable}");
        File.Exists(Path.Combine(_folder, "reconbanker.db")).Should().BeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
