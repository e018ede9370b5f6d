
namespace Reconbanker.Web.Demo.Faults;

/// <summary>Every switch that there is: the one list behind the panel's form, the answer of GET, and what POST takes.</summary>
public static class FaultFields
{
    private const int Minute = 60;

    /// <summary>Those of the bank.</summary>
    public static IReadOnlyList<FaultField> OfTheBank(IEnumerable<string> userNames) =>
    [
        new SwitchField("maintenance", () => Panel.PanelTexts.FaultMaintenance, s => s.Maintenance, (s, v) => s with { Maintenance = v }),
        new SwitchField("redesign", () => Panel.PanelTexts.FaultRedesign, s => s.Redesign, (s, v) => s with { Redesign = v }),
        new NumberField("delayMs", () => Panel.PanelTexts.FaultDelayMs, 0, Minute * 1_000, s => s.DelayMs, (s, v) => s with { DelayMs = v }),
        new ChoiceField("delayFor", () => Panel.PanelTexts.FaultDelayFor, [FaultSettings.Everyone, .. userNames], s => s.DelayFor, (s, v) => s with { DelayFor = v }),
        new NumberField("dropEvery", () => Panel.PanelTexts.FaultDropEvery, 0, 1_000, s => s.DropEvery, (s, v) => s with { DropEvery = v }),
        new SwitchField("dropNextLogin", () => Panel.PanelTexts.FaultDropNextLogin, s => s.DropNextLogin, (s, v) => s with { DropNextLogin = v }),
        new NumberField("idleSeconds", () => Panel.PanelTexts.FaultIdleSeconds, 0, 60 * Minute, s => s.IdleSeconds, (s, v) => s with { IdleSeconds = v }),
        new NumberField("warningSeconds", () => Panel.PanelTexts.FaultWarningSeconds, 0, 60 * Minute, s => s.WarningSeconds, (s, v) => s with { WarningSeconds = v }),
        new ChoiceField("hostile", () => Panel.PanelTexts.FaultHostile, HostileMode.Names, s => s.Hostile, (s, v) => s with { Hostile = v }),
        new NumberField("hostilePort", () => Panel.PanelTexts.FaultHostilePort, 1, ushort.MaxValue, s => s.HostilePort, (s, v) => s with { HostilePort = v }),
    ];

    /// <summary>Those of the shop.</summary>
    public static IReadOnlyList<FaultField> OfTheShop { get; } =
    [
        new ChoiceField("shopAnswer", () => Panel.PanelTexts.FaultShopAnswer, ShopAnswers.Names, s => s.ShopAnswer, (s, v) => s with { ShopAnswer = v }),
        new NumberField("shopTimes", () => Panel.PanelTexts.FaultShopTimes, 0, 1_000, s => s.ShopTimes, (s, v) => s with { ShopTimes = v }),
        new NumberField("shopDelaySeconds", () => Panel.PanelTexts.FaultShopDelaySeconds, 0, 5 * Minute, s => s.ShopDelaySeconds, (s, v) => s with { ShopDelaySeconds = v }),
        new NumberField(
            "shopRetryAfterSeconds", () => Panel.PanelTexts.FaultShopRetryAfterSeconds, 0, 60 * Minute, s => s.ShopRetryAfterSeconds, (s, v) => s with { ShopRetryAfterSeconds = v }),
    ];
}
