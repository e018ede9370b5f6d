using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Sessions;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Sessions;

public sealed class HelpLinksTests : IAsyncLifetime
{
    private CoreStage _stage = null!;
    private Guid _requestId;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private HelpLinks Links => _stage.Get<HelpLinks>();

    public async ValueTask InitializeAsync()
    {
        _stage = await CoreStage.OpenAsync();
        var account = await _stage.AddAccountAsync();
        var now = _stage.Clock.GetUtcNow();
        var request = new AssistanceRequest
        {
            AccountId = account,
            RunId = await _stage.AddRunAsync(account),
            Kind = AssistanceKind.Code,
            OpenedAt = now,
            DeadlineAt = now.AddHours(1),
        };
        await using var db = await _stage.OpenDbAsync();
        db.AssistanceRequests.Add(request);
        await db.SaveChangesAsync(Cancelled);
        _requestId = request.Id;
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task A_link_leads_there_until_it_is_used_however_often_one_looks()
    {
        var secret = await MakeAsync();

        (await FindAsync(secret)).Should().Be(_requestId);
        (await FindAsync(secret)).Should().Be(_requestId);
        await Links.UseAsync(_stage.OwnerId, secret, Cancelled);

        (await FindAsync(secret)).Should().BeNull();
    }

    [Fact]
    public async Task A_link_leads_nobody_else_anywhere_and_nobody_else_uses_it_up()
    {
        var secret = await MakeAsync();
        var stranger = Guid.NewGuid();

        (await Links.FindAsync(stranger, secret, Cancelled)).Should().BeNull();
        await Links.UseAsync(stranger, secret, Cancelled);

        (await FindAsync(secret)).Should().Be(_requestId);
        (await FindAsync("guessed")).Should().BeNull();
    }

    [Fact]
    public async Task A_link_ends_after_ten_minutes()
    {
        var secret = await MakeAsync();

        _stage.Clock.Advance(TimeSpan.FromMinutes(10));

        (await FindAsync(secret)).Should().BeNull();
    }

    [Fact]
    public async Task A_link_ends_with_what_it_leads_to()
    {
        var secret = await MakeAsync();
        await using var db = await _stage.OpenDbAsync();
        (await db.AssistanceRequests.SingleAsync(Cancelled)).End(AssistanceState.Fulfilled, _stage.Clock.GetUtcNow());
        await db.SaveChangesAsync(Cancelled);

        (await FindAsync(secret)).Should().BeNull();
    }

    [Fact]
    public async Task The_secret_is_not_kept_and_stands_behind_the_hash()
    {
        var secret = await MakeAsync();
        await using var db = await _stage.OpenDbAsync();

        (await db.HelpLinks.SingleAsync(Cancelled)).TokenHash.Should().HaveLength(64).And.NotContain(secret);
        var address = HelpLinks.AddressOf(new Uri("https://pay.example.com/desk/"), secret);
        (address.PathAndQuery, address.Fragment).Should().Be(("/desk/go", "#" + secret));
    }

    private Task<string> MakeAsync() => Links.MakeAsync(_stage.OwnerId, _requestId, Cancelled);

    private Task<Guid?> FindAsync(string secret) => Links.FindAsync(_stage.OwnerId, secret, Cancelled);
}
