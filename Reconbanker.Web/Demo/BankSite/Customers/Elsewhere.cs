using Reconbanker.Web.Demo.BankSite.Customers.Questions;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A session is always open elsewhere: the one that really is, or else one that the bank makes up.</summary>
public sealed class Elsewhere(TimeProvider clock) : Customer
{
    private static readonly Device MadeUp = new("Firefox", "Windows");
    private static readonly TimeSpan MadeUpAge = TimeSpan.FromMinutes(37);

    public override string UserName => "elsewhere";
    public override string Holder => "Elsa Where Bermúdez";
    public override string WhatHappens => StepTexts.ElsewhereHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-077129-8", "Current account", "USD", 18_260.90m, FirstDocument: 45_001)];

    public override LoginStep BeginLogin(CustomerHistory history, Device device) =>
        new ElsewhereStep(MadeUp, clock.GetUtcNow() - MadeUpAge);

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapElsewherePages();
}
