using System.Collections.Concurrent;
using System.Security.Cryptography;
using Reconbanker.Web.Demo.BankSite.Customers.Codes;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS, unless this browser was remembered within the last week.</summary>
public sealed class Trusted(DemoPhone phone, TimeProvider clock) : Customer
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _forgottenAt = [];

    public override string UserName => "trusted";
    public override string Holder => "Estudio Trusti y Asociados";
    public override string WhatHappens => StepTexts.TrustedHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("003-667340-9", "Business account", "USD", 22_790.63m, FirstDocument: 46_301)];

    public override LoginStep? BeginLogin(CustomerHistory history, Device device) =>
        Knows(device) ? null : new TrustedStep(this, phone, history, clock).Begin();

    public override void MapPages(IEndpointRouteBuilder routes) =>
        routes.MapCodePages<TrustedStep>(TrustedStep.Address, (step, notice) => CodePages.ShowField(step, step.Path, notice));

    public override void Reset() => _forgottenAt.Clear();

    /// <summary>Gives the browser a key by which it needs no code for a week.</summary>
    internal void Remember(HttpResponse response)
    {
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _forgottenAt[key] = clock.GetUtcNow() + Remembered;
        response.Cookies.Append(Device.TrustCookie, key, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = Remembered });
    }

    private bool Knows(Device device) =>
        device.TrustKey is { } key && _forgottenAt.TryGetValue(key, out var forgottenAt) && clock.GetUtcNow() < forgottenAt;
}

public sealed class TrustedStep(Trusted customer, DemoPhone phone, CustomerHistory history, TimeProvider clock)
    : CodeStep(customer.UserName, phone, history, clock)
{
    public const string Address = "/login/device";

    public override string Path => Address;

    public override void RememberDevice(HttpResponse response) => customer.Remember(response);
}
