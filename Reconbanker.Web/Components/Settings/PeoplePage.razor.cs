using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Web.Components.SignIn;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Settings;

/// <summary>For administrators: who uses this Reconbanker, and the links that let people in, or back in.</summary>
public sealed partial class PeoplePage(
    IDbContextFactory<ReconbankerDb> databases,
    Invitations invitations,
    CurrentUser currentUser,
    IDialogService dialogs,
    NavigationManager navigation,
    TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private List<Person>? _users;
    private List<OpenLink>? _invitations;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => ReadAsync();

    private static string KindOf(InvitationKind kind) =>
        kind == InvitationKind.PasswordReset ? PeopleTexts.ForReset : PeopleTexts.ForInvitation;

    private string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    private async Task ReadAsync()
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(_closed.Token);
        _users = await db.Users
            .OrderBy(u => u.Email)
            .Select(u => new Person(u.Id, u.Email!, u.IsAdministrator, u.CreatedAt))
            .ToListAsync(_closed.Token);
        _invitations = await db.Invitations
            .Where(i => i.UsedAt == null && i.ExpiresAt > now)
            .OrderBy(i => i.ExpiresAt)
            .Select(i => new OpenLink(i.Id, i.Kind, i.Email, i.ExpiresAt))
            .ToListAsync(_closed.Token);
    }

    private async Task InviteAsync()
    {
        var dialog = await dialogs.ShowAsync<InviteDialog>(PeopleTexts.InviteTitle);
        await ReadAfterAsync(dialog);
    }

    private async Task ResetPasswordAsync(Person person)
    {
        var created = await invitations.ResetPasswordAsync(await currentUser.GetIdAsync(), person.Id, _closed.Token);
        var dialog = await dialogs.ShowAsync<LinkDialog>(PeopleTexts.ResetTitle, new DialogParameters<LinkDialog>
        {
            { d => d.Text, string.Format(CultureInfo.CurrentCulture, PeopleTexts.ResetText, person.Email) },
            { d => d.Link, InvitationPage.LinkTo(navigation.BaseUri, created) },
        });
        await ReadAfterAsync(dialog);
    }

    private async Task ReadAfterAsync(IDialogReference dialog)
    {
        await dialog.Result;
        if (!_closed.IsCancellationRequested)
        {
            await ReadAsync();
        }
    }

    private async Task CancelAsync(OpenLink link)
    {
        await invitations.CancelAsync(await currentUser.GetIdAsync(), link.Id, _closed.Token);
        await ReadAsync();
    }

    private sealed record Person(Guid Id, string Email, bool IsAdministrator, DateTimeOffset CreatedAt);

    private sealed record OpenLink(Guid Id, InvitationKind Kind, string Email, DateTimeOffset ExpiresAt);
}
