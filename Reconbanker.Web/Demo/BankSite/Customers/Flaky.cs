using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Extensions;
using Reconbanker.Web.Demo.Faults;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>After the login, the first time that a page is asked for its connection is dropped without an answer; then it works.</summary>
public sealed class Flaky : Customer
{
    private readonly ConcurrentDictionary<(string Session, string Page), bool> _dropped = [];

    public override string UserName => "flaky";
    public override string Holder => "Intermitente Conexiones S.R.L.";
    public override string WhatHappens => BankTexts.FlakyHappens;
    public override CustomerGroup Group => CustomerGroup.Trouble;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-300430-5", "Current account", "USD", 7_777.70m, FirstDocument: 47_701)];

    public override Task ServeAsync(BankSession session, HttpContext context, RequestDelegate next)
    {
        var page = (session.Key, context.Request.GetEncodedPathAndQuery());
        if (!HttpMethods.IsGet(context.Request.Method) || _dropped.ContainsKey(page))
        {
            return next(context);
        }

        // On an older connection the browser hides the loss by asking again; only one that it sees counts.
        if (FaultyServing.IsFirstOfConnection(context))
        {
            _dropped[page] = true;
        }

        context.Abort();
        return Task.CompletedTask;
    }

    public override void Reset() => _dropped.Clear();
}
