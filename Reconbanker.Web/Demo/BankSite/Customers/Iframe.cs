using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;
using Reconbanker.Web.Demo.Serving;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS, typed in a frame of another site.</summary>
public sealed class Iframe(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "iframe";
    public override string Holder => "Marco Iframián Soto";
    public override string WhatHappens => StepTexts.IframeHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-550172-3", "Savings account", "USD", 15_008.00m, FirstDocument: 46_201)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) =>
        new IframeStep(UserName, phone, history, clock).Begin();

    public override void MapPages(IEndpointRouteBuilder routes)
    {
        routes.MapGet(IframeStep.Address, (BankSession? session, string? notice, DemoSite site, HttpContext context) =>
            StepAnswer.At<IframeStep>(session, context, step =>
            {
                DemoProtection.LetShow(context.Response, site.KeySiteAddress!);
                return new PageResult<FramePage>(new()
                {
                    [nameof(FramePage.Frame)] = KeySite.FrameAddress(site.KeySiteAddress!, step),
                    [nameof(FramePage.Notice)] = notice,
                });
            }));
        routes.MapKeySite();
    }
}
