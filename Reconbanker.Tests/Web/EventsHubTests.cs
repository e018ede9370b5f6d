using System.Net;
using System.Threading.Channels;
using FluentAssertions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Realtime;
using Reconbanker.Web.Security;
using Xunit;

namespace Reconbanker.Tests.Web;

public sealed class EventsHubTests(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly RunningApp _app = fixture.App;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ActivityFeed Feed => _app.Services.GetRequiredService<ActivityFeed>();

    [Fact]
    public async Task People_hear_of_their_own_accounts_and_of_what_concerns_everybody()
    {
        var ben = await _app.AddUserAsync("ben@example.com");
        var anas = await ListenAsync(AppFixture.AdministratorEmail);
        var bens = await ListenAsync("ben@example.com");
        var (anasAccount, bensAccount) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        Feed.Publish(fixture.Administrator.Id, anasAccount, ActivityTopic.Transactions);
        Feed.Publish(ben.Id, bensAccount, ActivityTopic.Run);
        Feed.Publish(Guid.Empty, Guid.Empty, ActivityTopic.Account);

        // Messages keep their order, so the one for everybody shows that nothing of the other's came before it.
        (await anas.Events.ReadAsync(Cancellation)).Should().Match<ChangedEvent>(e => e.AccountId == anasAccount && e.Topic == "Transactions");
        (await anas.Events.ReadAsync(Cancellation)).Should().Match<ChangedEvent>(e => e.AccountId == null && e.Topic == "Account");
        (await bens.Events.ReadAsync(Cancellation)).Should().Match<ChangedEvent>(e => e.AccountId == bensAccount && e.Topic == "Run");
        (await bens.Events.ReadAsync(Cancellation)).Should().Match<ChangedEvent>(e => e.AccountId == null && e.Topic == "Account");
        await anas.Connection.DisposeAsync();
        await bens.Connection.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_signed_out_hears_nothing_any_more()
    {
        var eva = await _app.AddUserAsync("eva@example.com");
        var (connection, _) = await ListenAsync("eva@example.com");
        var closed = new TaskCompletionSource();
        connection.Closed += _ =>
        {
            closed.SetResult();
            return Task.CompletedTask;
        };

        _app.Services.GetRequiredService<SignInSessions>().EndAllOf(eva.Id);

        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Watching_prints_a_line_a_change_until_it_is_stopped()
    {
        var max = await _app.AddUserAsync("max@example.com");
        var account = Guid.CreateVersion7();
        var output = new LineWriter();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var command = new WatchCommand(_app.Address, "max@example.com", new SecretText(RunningApp.Password), output, TimeProvider.System);

        var watching = command.WatchAsync(stop.Token);
        (await output.Lines.ReadAsync(Cancellation)).Should().StartWith("Watching");
        Feed.Publish(max.Id, account, ActivityTopic.Transactions);
        var line = await output.Lines.ReadAllAsync(Cancellation).FirstAsync(text => !text.Contains("Browser"), Cancellation);
        await stop.CancelAsync();

        line.Should().Contain("Transactions").And.Contain(account.ToString());
        (await watching).Should().Be(0);
    }

    [Fact]
    public async Task Watching_with_a_wrong_password_ends_with_a_plain_word()
    {
        var output = new LineWriter();
        using var command = new WatchCommand(_app.Address, AppFixture.AdministratorEmail, new SecretText("wrong"), output, TimeProvider.System);

        (await command.WatchAsync(Cancellation)).Should().Be(1);
        (await output.Lines.ReadAsync(Cancellation)).Should().Be("That e-mail and password do not match.");
    }

    private async Task<(HubConnection Connection, ChannelReader<ChangedEvent> Events)> ListenAsync(string email)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = _app.Address };
        using var signedIn = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            client, "/api/sign-in", new { Email = email, RunningApp.Password }, Cancellation);
        signedIn.EnsureSuccessStatusCode();

        var events = Channel.CreateUnbounded<ChangedEvent>();
        var connection = new HubConnectionBuilder().WithUrl(new Uri(_app.Address, EventsHub.Path), o => o.Cookies = cookies).Build();
        connection.On<ChangedEvent>("changed", async e =>
        {
            // The app looks for its browser meanwhile, and says so.
            if (e.Topic != nameof(ActivityTopic.Browser))
            {
                await events.Writer.WriteAsync(e, Cancellation);
            }
        });
        await connection.StartAsync(Cancellation);
        await connection.InvokeAsync(nameof(EventsHub.ListenAsync), Cancellation);
        return (connection, events.Reader);
    }

    /// <summary>What is written, line by line, for whoever waits for it.</summary>
    private sealed class LineWriter : StringWriter
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public ChannelReader<string> Lines => _lines.Reader;

        public override Task WriteLineAsync(string? value) => _lines.Writer.WriteAsync(value ?? "", Cancellation).AsTask();
    }
}
