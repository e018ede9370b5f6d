using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.SignalR.Client;
using Reconbanker.Core.Security;

namespace Reconbanker.Web.Realtime;

/// <summary>
/// <c>watch [--url http://localhost:5080] [--email …]</c>: signs in to a running Reconbanker and prints a line whenever something of that user
/// changes, until Ctrl+C. The password is asked for, or taken from RECONBANKER_PASSWORD.
/// </summary>
public sealed class WatchCommand : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly Uri _server;
    private readonly string _email;
    private readonly SecretText _password;
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;

    public WatchCommand(Uri server, string email, SecretText password, TextWriter output, TimeProvider clock)
    {
        _server = server;
        _email = email;
        _password = password;
        _output = output;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = server };
    }

    /// <returns>0 after Ctrl+C; 1 when the options or the password are wrong.</returns>
    public static async Task<int> RunAsync(string[] options)
    {
        var url = "http://localhost:5080";
        string? email = null;
        for (var i = 0; i < options.Length; i += 2)
        {
            switch (options[i..Math.Min(i + 2, options.Length)])
            {
                case ["--url", var value]:
                    url = value;
                    break;
                case ["--email", var value]:
                    email = value;
                    break;
                default:
                    await Console.Error.WriteLineAsync(WatchTexts.Usage);
                    return 1;
            }
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync(WatchTexts.Usage);
            return 1;
        }

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var terminal = Terminal.OfProcess();
            email ??= await terminal.LineAsync(WatchTexts.Email, stop.Token) ?? "";
            var password = Environment.GetEnvironmentVariable("RECONBANKER_PASSWORD") ?? await terminal.SecretAsync(WatchTexts.Password, stop.Token) ?? "";
            using var command = new WatchCommand(server, email, new SecretText(password), Console.Out, TimeProvider.System);
            return await command.WatchAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Goes on until it is stopped, also when the server is away for a while.</summary>
    /// <returns>0 when stopped; 1 when the server does not accept the password.</returns>
    public async Task<int> WatchAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                try
                {
                    if (!await SignInAsync(stop))
                    {
                        await _output.WriteLineAsync(WatchTexts.Refused);
                        return 1;
                    }

                    await ListenAsync(stop);
                    await _output.WriteLineAsync(WatchTexts.Lost);
                }
                catch (Exception e) when (e is HttpRequestException or AggregateException || IsTimeout(e, stop))
                {
                    await _output.WriteLineAsync(string.Format(CultureInfo.CurrentCulture, WatchTexts.Unreachable, _server, e.Message));
                }

                await Task.Delay(RetryDelay, _clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Waits as long as the server asks to when there were too many attempts.</summary>
    private async Task<bool> SignInAsync(CancellationToken stop)
    {
        while (true)
        {
            using var answer = await _http.PostAsJsonAsync("/api/sign-in", new { Email = _email, Password = _password.Reveal() }, stop);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest:
                    return false;
                case HttpStatusCode.TooManyRequests:
                    var wait = answer.Headers.RetryAfter?.Delta ?? RetryDelay;
                    await _output.WriteLineAsync(string.Format(CultureInfo.CurrentCulture, WatchTexts.TooMany, wait.TotalSeconds));
                    await Task.Delay(wait, _clock, stop);
                    break;
                default:
                    answer.EnsureSuccessStatusCode();
                    return true;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(_server, EventsHub.Path), options => options.Cookies = _cookies)
            .Build();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        connection.On<ChangedEvent>("changed", change => _output.WriteLineAsync(Describe(change)));
        await connection.StartAsync(stop);
        await connection.InvokeAsync(nameof(EventsHub.ListenAsync), stop);
        await _output.WriteLineAsync(string.Format(CultureInfo.CurrentCulture, WatchTexts.Watching, _server));
        await closed.Task.WaitAsync(stop);
    }

    private static bool IsTimeout(Exception e, CancellationToken stop) => e is OperationCanceledException && !stop.IsCancellationRequested;

    private static string Describe(ChangedEvent change) => change.AccountId is { } account
        ? $"{change.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {change.Topic,-12}  {account}"
        : $"{change.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {change.Topic}";
}
