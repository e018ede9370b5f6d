using System.Globalization;
using System.Security.Cryptography;
using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>A code by SMS after the password.</summary>
public sealed class Sms(DemoPhone phone, TimeProvider clock) : Customer
{
    public override string UserName => "sms";
    public override string Holder => "Ferretería El Tornillo S.R.L.";
    public override string WhatHappens => BankTexts.SmsHappens;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
    [
        new("002-731904-6", "Business account", "USD", 28_904.17m, FirstDocument: 42_001),
        new("002-731905-4", "Business account", "UYU", 812_447.90m, FirstDocument: 42_101),
        new("002-731906-2", "Reserve account", "EUR", 9_350.00m, FirstDocument: 42_201),
    ];

    public override LoginStep BeginLogin(CustomerHistory history)
    {
        var step = new SmsStep(UserName, phone, history, clock);
        step.SendCode();
        return step;
    }

    public override void MapPages(IEndpointRouteBuilder routes) => routes.MapSmsPages();
}

public enum CodeVerdict { Right, Wrong, Late, TooManyWrong }

/// <summary>The code of one login: six digits, good once and for a minute, kept in memory only.</summary>
public sealed class SmsStep(string userName, DemoPhone phone, CustomerHistory history, TimeProvider clock) : LoginStep
{
    private const int WrongCodesAllowed = 3;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private string? _code;
    private DateTimeOffset _expiresAt;
    private int _wrong;

    public override string Path => "/login/code";

    /// <summary>How long the code is still good; zero when it is not.</summary>
    public TimeSpan TimeLeft => _code is null || clock.GetUtcNow() >= _expiresAt ? TimeSpan.Zero : _expiresAt - clock.GetUtcNow();

    /// <summary>Sends another code; the one before is no longer good.</summary>
    public void SendCode()
    {
        lock (_lock)
        {
            _code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
            _expiresAt = clock.GetUtcNow() + Lifetime;
            history.Add(c => c with { SmsSent = c.SmsSent + 1 });
            phone.Receive(userName, _code);
        }
    }

    public CodeVerdict Confirm(string code)
    {
        lock (_lock)
        {
            if (TimeLeft == TimeSpan.Zero)
            {
                return CodeVerdict.Late;
            }

            if (code == _code)
            {
                _code = null;
                return CodeVerdict.Right;
            }

            history.Add(c => c with { CodesRefused = c.CodesRefused + 1 });
            return ++_wrong < WrongCodesAllowed ? CodeVerdict.Wrong : CodeVerdict.TooManyWrong;
        }
    }
}
