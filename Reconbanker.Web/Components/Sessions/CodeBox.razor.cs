using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Drivers;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sessions;

public sealed partial class CodeBox(AssistanceDesk desk, TimeProvider clock)
{
    private string? _code;
    private bool _isBusy;
    private string? _said;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required HelpDetails Help { get; set; }

    private AssistanceRequest Request => Help.Request;

    private string? Busy => _isBusy ? "true" : null;

    private async Task SendAsync()
    {
        if (_isBusy)
        {
            return;
        }

        var submission = new CodeSubmission(Request.Challenge, new SecretText(_code ?? ""));
        (_isBusy, _code, _said) = (true, null, SessionTexts.CodeChecking);
        var answer = await desk.SubmitCodeAsync(OwnerId, Request.Id, submission);
        (_isBusy, _said) = (false, SessionWords.Describe(answer, Request));
    }

    private async Task SendAgainAsync(CodeChannel? channel)
    {
        if (_isBusy)
        {
            return;
        }

        (_isBusy, _said) = (true, SessionTexts.Sending);
        var answer = await desk.SendAgainAsync(OwnerId, Request.Id, Request.Challenge, channel);
        (_isBusy, _said) = (false, SessionWords.Describe(answer));
    }
}
