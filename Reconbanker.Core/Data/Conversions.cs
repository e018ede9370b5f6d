using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Reconbanker.Core.Data;

/// <summary>SQLite cannot compare or sort DateTimeOffset; as an integer it can.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

/// <summary>Exact, sortable, summable and indexable in every provider, for amounts of at most four decimals.</summary>
internal sealed class TenThousandths() : ValueConverter<decimal, long>(
    amount => decimal.ToInt64(amount * 10_000m),
    stored => stored / 10_000m);
