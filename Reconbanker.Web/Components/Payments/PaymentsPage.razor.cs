using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Reconbanker.Core.Data;
using Reconbanker.Core.Payments;
using Reconbanker.Core.People;

namespace Reconbanker.Web.Components.Payments;

/// <summary>The payments that the owner expects or expected, newest first.</summary>
/// <remarks>The address says what is shown, so that a link, a reload and the way back lead to the same.</remarks>
public sealed partial class PaymentsPage(NavigationManager navigation, TimeProvider clock)
{
    private const int Shown = 50;

    private ListedPayments? _page;
    private IReadOnlyDictionary<PaymentState, int>? _counts;
    private Dictionary<Guid, string> _accounts = [];
    private bool _isReconcile;

    [SupplyParameterFromQuery]
    private string? State { get; set; }

    [SupplyParameterFromQuery]
    private Guid? Account { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? Until { get; set; }

    [SupplyParameterFromQuery]
    private string? Amount { get; set; }

    [SupplyParameterFromQuery]
    private string? Text { get; set; }

    /// <summary>Where the page before ended; null for the first.</summary>
    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    private PaymentQuery Query => new(State, Account, From, Until, Amount, Text);

    private PaymentFilter Filter => Query.Filter(OwnerId, clock.LocalTimeZone);

    private bool IsNarrowed => Filter != new PaymentFilter(OwnerId);

    private string FileHref => QueryHelpers.AddQueryString(PaymentsFile.Path, new Dictionary<string, string?>
    {
        ["state"] = State,
        ["account"] = Account?.ToString(),
        ["from"] = From,
        ["until"] = Until,
        ["amount"] = Amount,
        ["text"] = Text,
    }.Where(part => part.Value is not null));

    protected override async Task ReadAsync(ReconbankerDb db)
    {
        var filter = Filter;
        _accounts = await db.Accounts.Where(a => a.OwnerId == OwnerId).OrderBy(a => a.Name).Select(a => new { a.Id, a.Name })
            .ToDictionaryAsync(a => a.Id, a => a.Name, Closed);
        _isReconcile = await db.Users.AnyAsync(u => u.Id == OwnerId && u.OperationMode == OperationMode.Reconcile, Closed);
        _counts = filter.IsSearch ? null : await ListedPayments.CountAsync(db, filter, Closed);
        _page = await ListedPayments.ReadAsync(db, filter, PaymentCursor.Parse(Before), Shown, clock, Closed);
    }

    /// <summary>What is older does not move while one reads it.</summary>
    private Task ReloadNewestAsync() => Before is null ? ReloadAsync() : Task.CompletedTask;

    private void Narrow((string Name, object? Value) change) => navigation.NavigateTo(
        navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [change.Name] = change.Value, ["before"] = null }), replace: true);

    private string PageHref(PaymentCursor? place) => navigation.GetUriWithQueryParameter("before", place?.ToString());
}
