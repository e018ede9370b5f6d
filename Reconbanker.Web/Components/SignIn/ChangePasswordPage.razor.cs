using Microsoft.AspNetCore.Components;
using Reconbanker.Core.People;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.SignIn;

public sealed partial class ChangePasswordPage(Passwords passwords, AttemptLimits limits, SignInDesk desk)
{
    private string? _problem;
    private bool _isDone;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromForm]
    public PasswordForm? Form { get; set; }

    private async Task ChangeAsync()
    {
        var userId = Http.User.UserId();
        if (limits.Enter("password", Http, userId.ToString()) is { } wait)
        {
            _problem = Problem.TooMany(Http, wait);
            return;
        }

        switch (await passwords.ChangeAsync(userId, Form?.Current ?? "", Form?.Password ?? "", Http.RequestAborted))
        {
            case PasswordChange.Changed(var user):
                await desk.WelcomeWithNewPasswordAsync(Http, user);
                _isDone = true;
                break;
            case PasswordChange.Refused(var problem):
                Refuse(Problem.Of(problem));
                break;
            case PasswordChange.WrongCurrentPassword:
                Refuse(SignInTexts.ChangePasswordWrong);
                break;
        }
    }

    private void Refuse(string problem)
    {
        Http.Response.StatusCode = StatusCodes.Status400BadRequest;
        _problem = problem;
    }

    public sealed class PasswordForm
    {
        public string? Current { get; set; }
        public string? Password { get; set; }
    }
}
