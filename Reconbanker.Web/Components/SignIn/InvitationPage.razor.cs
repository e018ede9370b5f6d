using Microsoft.AspNetCore.Components;
using Reconbanker.Core.People;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.SignIn;

/// <summary>Where a link leads that an administrator made: somebody chooses a password. The link's secret is in its fragment.</summary>
public sealed partial class InvitationPage(
    Invitations invitations, AttemptLimits limits, SignInDesk desk, NavigationManager navigation)
{
    private string? _problem;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public InvitationForm? Form { get; set; }

    private bool IsReset => Http.Request.Path == "/password-reset";

    private string Title => IsReset ? SignInTexts.ResetTitle : SignInTexts.InvitationTitle;

    /// <summary>The link to hand to a person.</summary>
    /// <param name="baseUri">Of this site, with the slash at its end.</param>
    public static string LinkTo(string baseUri, InviteOutcome.Created created) =>
        $"{baseUri}{(created.Invitation.Kind == InvitationKind.PasswordReset ? "password-reset" : "invitation")}#{created.Secret}";

    private async Task AcceptAsync()
    {
        if (limits.Enter("invitation", Http) is { } wait)
        {
            _problem = Problem.TooMany(Http, wait);
            return;
        }

        switch (await invitations.AcceptAsync(Form?.Secret ?? "", Form?.Password ?? "", Http.RequestAborted))
        {
            case AcceptOutcome.Accepted(var user, _):
                await desk.WelcomeWithNewPasswordAsync(Http, user);
                navigation.NavigateTo("/");
                break;
            case AcceptOutcome.Refused(var problem):
                Refuse(Problem.Of(problem));
                break;
            default:
                Refuse(SignInTexts.InvitationNoLongerValid);
                break;
        }
    }

    private void Refuse(string problem)
    {
        Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }

    public sealed class InvitationForm
    {
        public string? Secret { get; set; }
        public string? Password { get; set; }
    }
}
