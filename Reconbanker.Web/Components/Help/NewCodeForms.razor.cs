using Microsoft.AspNetCore.Components;
using Reconbanker.Core.Sessions;
using Reconbanker.Web.Components.Sessions;

namespace Reconbanker.Web.Components.Help;

public sealed partial class NewCodeForms(TimeProvider clock)
{
    [Parameter, EditorRequired]
    public required HelpDetails Help { get; set; }

    private AssistanceRequest Request => Help.Request;
}
