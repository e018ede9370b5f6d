using Reconbanker.Core.Security;

namespace Reconbanker.Core.LiveViews;

/// <summary>Something that a person did at a live view, for the record: who and how much, never what or where.</summary>
/// <param name="OtherName">Who else it concerns: who asked, who was given control, who took it over.</param>
/// <param name="Clicks">Presses of whoever's control ends with it.</param>
/// <param name="Keys">Keys, texts and values entered by them.</param>
public sealed record ViewAct(AuditAct Act, Guid UserId, string UserName, string? OtherName = null, int Clicks = 0, int Keys = 0);
