using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Security;
using Reconbanker.Core.Sessions;

namespace Reconbanker.Web.Components.Sessions;

public sealed partial class CodeBox(AssistanceDesk desk)
{
    private string? _code;
    private bool _isBusy;
    private string? _said;
    private int _challenge;

    [Parameter, EditorRequired]
    public required Guid OwnerId { get; set; }

    [Parameter, EditorRequired]
    public required HelpDetails Help { get; set; }

    private AssistanceRequest Request => Help.Request;

    private string? Busy => _isBusy ? "true" : null;

    /// <summary>
    /// What was typed for a code that another one has taken the place of is not sent for the new one. Whoever had it sent knows; the others
    /// are told.
    /// </summary>
    protected override void OnParametersSet()
    {
        if (_challenge is not 0 && _challenge != Request.Challenge)
        {
            _code = null;
            var isTold = _isBusy || _said == SessionWords.Describe(SendAnswer.Sent, Request);
            _said = isTold ? _said : SessionWords.Describe(SendAnswer.SentAlready, Request);
        }

        _challenge = Request.Challenge;
    }

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
}
