using Reconbanker.Web.Demo.Phone;

namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>
/// A customer of the demo bank. The username chooses what stands between them and their transactions, and one file holds all of it:
/// a new nuisance is a new class here, and a line in <see cref="DemoSite"/>.
/// </summary>
public abstract class Customer
{
    private const int ShortestPassword = 4;

    public abstract string UserName { get; }

    /// <summary>As it is printed on statements.</summary>
    public abstract string Holder { get; }

    /// <summary>What a visitor of the demo should know about this customer, in one sentence.</summary>
    public abstract string WhatHappens { get; }

    public virtual CustomerGroup Group => CustomerGroup.SecondFactor;

    public abstract IReadOnlyList<BankAccount> Accounts { get; }

    /// <summary>Whether the bank locked them long ago.</summary>
    public virtual bool IsLocked => false;

    public virtual SessionLimits Limits { get; } = new(TimeSpan.FromMinutes(10), null);

    /// <summary>Whether their movements are shown in the new design.</summary>
    public virtual bool SeesRedesign => false;

    /// <summary>Nobody has to remember a password for a demonstration: nearly any will do.</summary>
    public virtual bool Accepts(string password) => password.Length >= ShortestPassword;

    /// <summary>Called when the password was accepted.</summary>
    /// <returns>What has to be passed next; null when nothing has.</returns>
    public virtual LoginStep? BeginLogin(CustomerHistory history, Device device) => null;

    /// <summary>What the customer has at hand for the login, shown on the demo phone; null when nothing is needed.</summary>
    public virtual PhonePaper? Paper => null;

    /// <summary>Forgets what the bank knows of this customer beyond sessions and counts.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>Adds the pages that only this customer sees.</summary>
    public virtual void MapPages(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Goes around every request of their session once they are signed in: delays, drops or replaces its answer.</summary>
    public virtual Task ServeAsync(BankSession session, HttpContext context, RequestDelegate next) => next(context);

    public virtual int RowsPerPage => 10;

    /// <summary>Called before a page of an account's movements is made.</summary>
    /// <param name="page">1 begins a reading.</param>
    public virtual Task BeforePageAsync(BankAccount account, int page, Ledger ledger, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An account's movements in the order in which this customer sees them, newest first.</summary>
    public virtual IReadOnlyList<StatementLine> Lines(BankAccount account, Ledger ledger) => ledger.Statement(account);
}
