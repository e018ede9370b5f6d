using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;
using Reconbanker.Core.Security;

namespace Reconbanker.Web.Components.Keys;

/// <summary>For administrators: which key seals the secrets, its recovery sheet, and a new one.</summary>
public sealed partial class SecurityPage(
    DataFolder folder, Vault vault, KeyRotation rotation, IDbContextFactory<ReconbankerDb> databases, ActivityFeed feed,
    IDialogService dialogs, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IDisposable? _listening;
    private SealingKey? _key;
    private string? _shownTo;
    private string? _problem;

    public void Dispose()
    {
        _listening?.Dispose();
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _listening = feed.Listen(notice =>
        {
            if (notice.Topic == ActivityTopic.Vault)
            {
                _ = InvokeAsync(StateHasChanged);
            }
        });
        return ReadAsync();
    }

    private static double Percent(RotationProgress progress) => progress.Total == 0 ? 100 : 100.0 * progress.Done / progress.Total;

    private static string Format(string text, int done, int total) => string.Format(CultureInfo.CurrentCulture, text, done, total);

    private async Task ReadAsync()
    {
        await using var db = await databases.CreateDbContextAsync(_closed.Token);
        _key = await db.SealingKeys.AsNoTracking().SingleAsync(key => key.Id == vault.KeyId, _closed.Token);
        _shownTo = await db.Users.Where(user => user.Id == _key.SheetShownTo).Select(user => user.Email).SingleOrDefaultAsync(_closed.Token);
    }

    private async Task RotateAsync()
    {
        if (await dialogs.ShowMessageBoxAsync(KeyTexts.NewKeyTitle, KeyTexts.NewKeyText, KeyTexts.NewKey, cancelText: SharedTexts.Cancel) != true)
        {
            return;
        }

        try
        {
            _problem = null;
            await rotation.BeginAsync(CancellationToken.None);

            // Before anything else: from now on the old sheet alone opens only a part.
            navigation.NavigateTo("/settings/recovery-sheet", forceLoad: true);
        }
        catch (VaultKeyException e)
        {
            _problem = $"{e.Message} {KeyTexts.NotWritable}";
        }
    }
}
