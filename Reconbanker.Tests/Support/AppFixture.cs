using Reconbanker.Core.People;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>One running app for all tests of a class, with an administrator, and without a bound on attempts to sign in.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    public const string AdministratorEmail = "ana@example.com";

    private RunningApp? _app;
    private User? _administrator;

    public RunningApp App => _app ?? throw new InvalidOperationException("The app has not been started.");

    public User Administrator => _administrator ?? throw new InvalidOperationException("The app has not been started.");

    public async ValueTask InitializeAsync()
    {
        _app = await RunningApp.StartAsync("--SignIn:AttemptBurst=10000");
        _administrator = await _app.AddUserAsync(AdministratorEmail, isAdministrator: true);
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
