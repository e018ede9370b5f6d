using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Web.Components.SignIn;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Recovery;

/// <summary>The recovery sheet, for an administrator who has just typed their password or made the first user. Plain: no circuit keeps the key.</summary>
public sealed partial class RecoverySheetPage(
    RecoverySheets sheets, IDbContextFactory<ReconbankerDb> databases, Passwords passwords, AttemptLimits limits, NavigationManager navigation)
{
    private string? _problem;
    private RecoverySheet? _sheet;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public ShowForm? Show { get; set; }

    [SupplyParameterFromForm]
    public KeptForm? Kept { get; set; }

    protected override Task OnInitializedAsync() => ShowIfAllowedAsync();

    private async Task ShowIfAllowedAsync()
    {
        var userId = Http.User.UserId();
        if (sheets.IsAllowed(userId))
        {
            _sheet = await sheets.ShowAsync(userId, Http.RequestAborted);
        }
    }

    private async Task AllowAsync()
    {
        var userId = Http.User.UserId();
        if (limits.Enter("password", Http, userId.ToString()) is { } wait)
        {
            _problem = Problem.TooMany(Http, wait);
            return;
        }

        await using var db = await databases.CreateDbContextAsync(Http.RequestAborted);
        if (!passwords.IsRight(await db.Users.SingleAsync(u => u.Id == userId, Http.RequestAborted), Show?.Password ?? ""))
        {
            Refuse(SignInTexts.ChangePasswordWrong);
            return;
        }

        sheets.Allow(userId);
        await ShowIfAllowedAsync();
    }

    private async Task ConfirmAsync()
    {
        var userId = Http.User.UserId();
        if (limits.Enter("sheet", Http, userId.ToString()) is { } wait)
        {
            _problem = Problem.TooMany(Http, wait);
        }
        else if (await sheets.ConfirmAsync(userId, Kept?.LastGroup, Http.RequestAborted))
        {
            navigation.NavigateTo("/");
        }
        else
        {
            Refuse(RecoveryTexts.LastGroupWrong);
        }
    }

    private void Refuse(string problem)
    {
        Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }

    public sealed class ShowForm
    {
        public string? Password { get; set; }
    }

    public sealed class KeptForm
    {
        public string? LastGroup { get; set; }
    }
}
