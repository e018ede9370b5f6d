using FluentAssertions;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Support;
using Xunit;

namespace Reconbanker.Tests.Accounts;

/// <summary>When what an account's browser kept is forgotten.</summary>
public sealed class KeptProfileTests : IAsyncLifetime
{
    private CoreStage _stage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await CoreStage.OpenAsync();

    [Theory]
    [InlineData("ana", "secret", true)]
    [InlineData("ana", "another", false)]
    [InlineData("sms", "secret", false)]
    public async Task Other_credentials_do_not_find_what_the_former_ones_left(string userName, string password, bool isKept)
    {
        var account = await _stage.AddAccountAsync();
        var kept = Keep(account);

        await _stage.Get<AccountSettings>().SaveCredentialsAsync(_stage.OwnerId, account, userName, password, Stop);

        File.Exists(kept).Should().Be(isKept);
    }

    [Fact]
    public async Task An_account_that_is_deleted_leaves_nothing()
    {
        var account = await _stage.AddAccountAsync();
        var kept = Keep(account);

        await _stage.Get<AccountRemoval>().DeleteAsync(_stage.OwnerId, account, "Shop", Stop);

        File.Exists(kept).Should().BeFalse();
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private string Keep(Guid account)
    {
        var file = Path.Combine(_stage.Get<BrowserFolders>().SealedProfiles, $"{account}.sealed");
        File.WriteAllText(file, "what a browser kept");
        return file;
    }
}
