using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Alerts;
using Reconbanker.Core.Security;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Alerts;

public sealed class AlertSettingsTests : IAsyncLifetime
{
    // An address, so that no name has to be looked up.
    private const string Server = "https://93.184.216.34";
    private const string Dashboard = "https://desk.example.com/";

    private CoreStage _stage = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private AlertSettings Settings => _stage.Get<AlertSettings>();

    public async ValueTask InitializeAsync() => _stage = await CoreStage.OpenAsync();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task What_was_saved_is_shown_again_except_tokens_and_lies_sealed()
    {
        (await Settings.SaveNtfyAsync(_stage.OwnerId, true, Server, "my-topic", "tk_1", false, Dashboard, Cancelled)).Should().BeNull();
        (await Settings.SaveWebhookAsync(_stage.OwnerId, true, Server + "/hook", AuthScheme.ApiKey, "key-1", false, Dashboard, Cancelled)).Should().BeNull();

        var details = await Settings.ReadAsync(_stage.OwnerId, Cancelled);
        (details.SendsNtfy, details.NtfyServer, details.NtfyTopic, details.HasNtfyToken).Should().Be((true, Server, "my-topic", true));
        (details.SendsWebhook, details.WebhookUrl, details.WebhookAuthScheme, details.HasWebhookToken).Should().Be((true, Server + "/hook", AuthScheme.ApiKey, true));
        details.SigningSecret!.Reveal().Should().StartWith("whsec_");
        await using var db = await _stage.OpenDbAsync();
        var row = await db.AlertTargets.SingleAsync(Cancelled);
        string.Join(' ', row.SealedNtfyTopic, row.SealedNtfyToken, row.SealedWebhookUrl, row.SealedWebhookToken, row.SealedSigningSecret)
            .Should().NotContainAny("my-topic", "tk_1", "hook", "key-1", "whsec_");
        row.SavedAddress.Should().Be(Dashboard);
    }

    [Fact]
    public async Task A_change_of_the_key_knows_every_secret_of_them()
    {
        await using var db = await _stage.OpenDbAsync();

        SealedColumns.Of(db.Model).Where(c => c.Entity == nameof(AlertTarget)).Select(c => c.Property).Should().BeEquivalentTo(
            nameof(AlertTarget.SealedWebhookUrl), nameof(AlertTarget.SealedWebhookToken), nameof(AlertTarget.SealedSigningSecret),
            nameof(AlertTarget.SealedNtfyTopic), nameof(AlertTarget.SealedNtfyToken));
    }

    [Theory]
    [InlineData("http://127.0.0.1:2586", "topic", null, SettingsProblem.NtfyServerPrivate)]
    [InlineData("ntfy", "topic", null, SettingsProblem.NtfyServerUnusable)]
    [InlineData(Server, "no blanks", null, SettingsProblem.NtfyTopicUnusable)]
    [InlineData(Server, "", null, SettingsProblem.NtfyTopicUnusable)]
    [InlineData(Server, "topic", "two words", SettingsProblem.TokenNotPrintable)]
    public async Task What_cannot_work_is_told_and_changes_nothing(string server, string topic, string? token, SettingsProblem problem)
    {
        (await Settings.SaveNtfyAsync(_stage.OwnerId, true, server, topic, token, false, Dashboard, Cancelled)).Should().Be(problem);

        (await Settings.ReadAsync(_stage.OwnerId, Cancelled)).SendsNtfy.Should().BeFalse();
    }

    [Fact]
    public async Task An_empty_token_keeps_the_saved_one_until_it_is_to_be_forgotten()
    {
        await SaveAsync("tk_1", forget: false);

        await SaveAsync(null, forget: false);
        (await Settings.ReadAsync(_stage.OwnerId, Cancelled)).HasNtfyToken.Should().BeTrue();
        await SaveAsync(null, forget: true);
        (await Settings.ReadAsync(_stage.OwnerId, Cancelled)).HasNtfyToken.Should().BeFalse();

        Task<SettingsProblem?> SaveAsync(string? token, bool forget) =>
            Settings.SaveNtfyAsync(_stage.OwnerId, true, Server, "topic", token, forget, Dashboard, Cancelled);
    }

    [Fact]
    public async Task A_way_that_is_switched_off_is_not_tried()
    {
        await Settings.SaveNtfyAsync(_stage.OwnerId, false, Server, "topic", null, false, Dashboard, Cancelled);

        (await Settings.SendTestAsync<NtfyAlerts>(_stage.OwnerId, new Uri(Dashboard), Cancelled)).Should().BeNull();
        (await Settings.SendTestAsync<WebhookAlerts>(_stage.OwnerId, new Uri(Dashboard), Cancelled)).Should().BeNull();
    }

    [Theory]
    [InlineData("https://desk.example.com", "https://desk.example.com/")]
    [InlineData("https://example.com/desk", "https://example.com/desk/")]
    public void Links_begin_with_the_administrators_address_before_any_saved_one(string set, string begin)
    {
        var options = new LinkOptions { PublicUrl = new Uri(set) };

        options.IsFine.Should().BeTrue();
        options.AddressOr("http://localhost:5080/").Should().Be(begin);
        new LinkOptions().AddressOr("http://localhost:5080/").Should().Be("http://localhost:5080/");
        new LinkOptions().AddressOr(null).Should().BeNull();
        new LinkOptions { PublicUrl = new Uri("ftp://example.com") }.IsFine.Should().BeFalse();
    }
}
