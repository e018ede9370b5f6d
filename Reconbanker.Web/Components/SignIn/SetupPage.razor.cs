using Microsoft.AspNetCore.Components;
using Reconbanker.Core.People;
using Reconbanker.Core.Security;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.SignIn;

/// <summary>Makes the first user. Reached only while there is none (see <see cref="SetupGate"/>).</summary>
public sealed partial class SetupPage(
    SetupCode setupCode, FirstUser firstUser, AttemptLimits limits, SignInDesk desk, RecoverySheets sheets, NavigationManager navigation)
{
    private string? _problem;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>From the address that was printed at start.</summary>
    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    [SupplyParameterFromForm]
    public SetupForm? Form { get; set; }

    private async Task CreateAsync()
    {
        if (limits.Enter("setup", Http) is { } wait)
        {
            _problem = Problem.TooMany(Http, wait);
            return;
        }

        switch (setupCode.Check(Form?.Code))
        {
            case SetupCodeCheck.Wrong:
                Refuse(SignInTexts.SetupCodeWrong);
                return;
            case SetupCodeCheck.Expired:
                Refuse(SignInTexts.SetupCodeExpired);
                return;
        }

        switch (await firstUser.CreateAsync(Form?.Email ?? "", Form?.Password ?? "", Http.RequestAborted))
        {
            case FirstUserOutcome.Created(var user):
                await desk.WelcomeAsync(Http, user);
                sheets.Allow(user.Id);
                navigation.NavigateTo("/settings/recovery-sheet");
                break;
            case FirstUserOutcome.AlreadyExists:
                navigation.NavigateTo("/sign-in");
                break;
            case FirstUserOutcome.NotAnEmail:
                Refuse(SignInTexts.NotAnEmail);
                break;
            case FirstUserOutcome.Refused(var problem):
                Refuse(Problem.Of(problem));
                break;
        }
    }

    private void Refuse(string problem)
    {
        Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }

    public sealed class SetupForm
    {
        public string? Code { get; set; }
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
