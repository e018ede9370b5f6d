using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Components.Sessions;
using Reconbanker.Web.Demo;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Components.Help;

public sealed partial class HelpPage(IDbContextFactory<ReconbankerDb> databases, NavigationManager navigation, DemoSite demo)
{
    private HelpDetails? _help;
    private string? _said;
    private bool _isProblem;

    [Parameter]
    public Guid RequestId { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>What became of the code that was sent last: a <see cref="CodeAnswer"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    /// <summary>What became of the last wish for another code: a <see cref="SendAnswer"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Sent { get; set; }

    private DemoSite Demo => demo;

    private AssistanceRequest Request => _help!.Request;

    private string Title => _help is { } help ? help.IsOpen ? SessionWords.Title(help.Request.Kind) : Over : "";

    private string Over => Request.State == AssistanceState.Fulfilled ? HelpTexts.DoneTitle : HelpTexts.OverTitle;

    private string Ended => Request.State switch
    {
        AssistanceState.Fulfilled => HelpTexts.EndedFulfilled,
        AssistanceState.Expired => HelpTexts.EndedExpired,
        _ => HelpTexts.EndedCancelled,
    };

    protected override async Task OnInitializedAsync()
    {
        await using var db = await databases.CreateDbContextAsync(Http.RequestAborted);
        _help = await HelpDetails.FindAsync(db, Http.User.UserId(), RequestId, Http.RequestAborted);
        if (_help is null)
        {
            navigation.NotFound();
        }
        else if (Enum.TryParse<CodeAnswer>(Said, out var answer) && Enum.IsDefined(answer))
        {
            (_said, _isProblem) = (SessionWords.Describe(answer, Request), answer is not (CodeAnswer.Accepted or CodeAnswer.SentAgain));
        }
        else if (Enum.TryParse<SendAnswer>(Sent, out var sent) && Enum.IsDefined(sent))
        {
            (_said, _isProblem) = (SessionWords.Describe(sent, Request), sent is not (SendAnswer.Sent or SendAnswer.SentAlready));
        }
    }
}
