using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS, typed in a window of its own that closes itself.</summary>
public sealed class Popup(DemoPhone phone, TimeProvider clock) : Customer
{
    internal const string WindowPath = "/login/window/code";

    public override string UserName => "popup";
    public override string Holder => "Paola Opazo Ventura";
    public override string WhatHappens => StepTexts.PopupHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-402915-8", "Current account", "USD", 6_212.45m, FirstDocument: 46_101)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) => new PopupStep(UserName, phone, history, clock);

    public override void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PopupStep.Address, (BankSession? session, string? notice, HttpContext context) =>
            StepAnswer.At<PopupStep>(session, context, _ => new PageResult<PopupPage>(new() { [nameof(PopupPage.Notice)] = notice })));
        routes.MapCodePages<PopupStep>(
            WindowPath,
            (step, notice) =>
            {
                step.SendFirst();
                return CodePages.ShowField(step, WindowPath, notice);
            },
            next => new PageResult<WindowClosesPage>(new() { [nameof(WindowClosesPage.Next)] = next }));
    }
}

public sealed class PopupStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock)
    : CodeStep(userName, phone, history, clock)
{
    public const string Address = "/login/window";
    private bool _sent;

    public override string Path => Address;

    /// <summary>Sends the first code, which is due when the window opens and not before.</summary>
    public void SendFirst()
    {
        if (!Interlocked.Exchange(ref _sent, true))
        {
            Send(CodeChannel.Sms);
        }
    }
}
