using Microsoft.AspNetCore.Components;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.SignIn;

public sealed partial class SignInPage(SignInDesk desk, NavigationManager navigation)
{
    private string? _problem;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>Where the person wanted to go; only paths of this site are followed.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    public SignInForm? Form { get; set; }

    protected override void OnInitialized()
    {
        if (Http.User.Identity is { IsAuthenticated: true } && Form is null)
        {
            navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
        }
    }

    private async Task SignInAsync()
    {
        switch (await desk.SignInAsync(Http, Form?.Email ?? "", Form?.Password ?? ""))
        {
            case SignInOutcome.SignedIn:
                navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
                break;
            case SignInOutcome.TooMany(var wait):
                _problem = Problem.TooMany(Http, wait);
                break;
            default:
                Http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                _problem = SignInTexts.SignInRefused;
                break;
        }
    }

    public sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
