using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Web;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>Reconbanker as a person starts it, on a free port of 127.0.0.1, with a data folder of its own that goes with it.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    /// <summary>Of every user that <see cref="AddUserAsync"/> makes.</summary>
    public const string Password = "correct horse battery";

    private readonly string[] _settings;
    private readonly Action<IServiceCollection>? _change;
    private WebApplication? _app;

    private RunningApp(WebApplication app, string folder, string[] settings, Action<IServiceCollection>? change)
    {
        _app = app;
        _settings = settings;
        _change = change;
        Folder = folder;
        Address = new Uri(app.Urls.Single() + "/");
    }

    /// <summary>With the slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    public IServiceProvider Services => _app!.Services;

    /// <param name="settings">As on the command line, e.g. "--SignIn:AttemptBurst=3"; later ones win.</param>
    public static Task<RunningApp> StartAsync(params string[] settings) => StartAsync(change: null, settings);

    /// <param name="change">Puts something else in the place of what is registered.</param>
    public static async Task<RunningApp> StartAsync(Action<IServiceCollection>? change, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("reconbanker-test-").FullName;
        var app = await StartAsync(folder, port: 0, settings, change);
        return new RunningApp(app, folder, settings, change);
    }

    /// <summary>On a folder that is there already, and goes with whoever made it.</summary>
    public static async Task StartOnAsync(string folder, params string[] settings)
    {
        await using var app = await StartAsync(folder, port: 0, settings, change: null);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Stops the app, and starts it again at the same address with the same data.</summary>
    public async Task RestartAsync(Func<Task> whileItIsDown)
    {
        await EndAsync(TestContext.Current.CancellationToken);
        await whileItIsDown();
        _app = await StartAsync(Folder, Address.Port, _settings, _change);
    }

    /// <summary>A browser without a screen: keeps cookies, follows no redirects, asks for pages.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = Address,
        };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    public async Task<User> AddUserAsync(string email, bool isAdministrator = false)
    {
        var user = Services.GetRequiredService<Passwords>().NewUser(email, Password);
        user.IsAdministrator = isAdministrator;
        await using var db = await OpenDatabaseAsync();
        db.Users.Add(user);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return user;
    }

    /// <summary>A client that is signed in as a user who exists.</summary>
    public async Task<HttpClient> SignInAsync(string email)
    {
        var client = NewClient();
        using var answer = await client.PostFormAsync("/sign-in", ("Form.Email", email), ("Form.Password", Password));
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return client;
    }

    public Task<ReconbankerDb> OpenDatabaseAsync() => Services.GetRequiredService<IDbContextFactory<ReconbankerDb>>()
        .CreateDbContextAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await EndAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The words that start the app at a port with a data folder, as on the command line.</summary>
    internal static string[] Arguments(string folder, int port, params string[] settings) =>
    [
        // The names under which the app's files lie beside the tests.
        $"--contentRoot={AppContext.BaseDirectory}",
        "--applicationName=Reconbanker.Web",
        "--environment=Production",
        $"--urls=http://127.0.0.1:{port}",
        $"--Reconbanker:DataDirectory={folder}",
        "--Logging:LogLevel:Default=Warning",
        .. settings,
    ];

    /// <summary>Nothing when it did not start again.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync(cancellationToken);
            await app.DisposeAsync();
        }
    }

    private static async Task<WebApplication> StartAsync(
        string folder, int port, string[] settings, Action<IServiceCollection>? change)
    {
        var app = ReconbankerApp.Create(Arguments(folder, port, settings), change);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
