using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Benchmarks.Support;

/// <summary>The faults that a child can be given, each an interceptor that does to the app's own saves what a careless programmer would have written.</summary>
internal static class PlantedBugs
{
    public const string PublishAfterCommit = "publish-after-commit";
    public const string ClaimBeforeSend = "claim-before-send";
    public const string NewIdOnRetry = "new-id-on-retry";
    public const string ForgetFailed = "forget-failed";
    public const string BackUpInPlace = "back-up-in-place";
    public const string RestoreInPlace = "restore-in-place";
    public const string DropOldKey = "drop-old-key";

    public static IReadOnlyList<IInterceptor> Of(string? name, IServiceProvider services) => name switch
    {
        null or BackUpInPlace or RestoreInPlace or DropOldKey => [], // done instead of what the app does: UpkeepCommands, KeyWork
        PublishAfterCommit => LateEvents.Make(services),
        ClaimBeforeSend => [new EarlyClaim()],
        NewIdOnRetry => [new NewId()],
        ForgetFailed => [new Forgetting()],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such fault."),
    };

    /// <summary>The events of a reading are stored after the reading itself.</summary>
    private sealed class LateEvents(IServiceProvider services, ConditionalWeakTable<DbContext, List<Delivery>> held) : DbTransactionInterceptor
    {
        public static IReadOnlyList<IInterceptor> Make(IServiceProvider services)
        {
            var held = new ConditionalWeakTable<DbContext, List<Delivery>>();
            return [new Holding(held), new LateEvents(services, held)];
        }

        public override async Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (eventData.Context is { } context && held.TryGetValue(context, out var deliveries))
            {
                held.Remove(context);
                var databases = services.GetRequiredService<IDbContextFactory<ReconbankerDb>>();
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                db.AddRange(deliveries);
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        private sealed class Holding(ConditionalWeakTable<DbContext, List<Delivery>> held) : SaveChangesInterceptor
        {
            public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
                DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
            {
                var added = eventData.Context!.ChangeTracker.Entries<Delivery>().Where(e => e.State == EntityState.Added).ToList();
                if (added.Count > 0 && eventData.Context.Database.CurrentTransaction is not null)
                {
                    added.ForEach(entry => entry.State = EntityState.Detached);
                    held.Add(eventData.Context, [.. added.Select(entry => entry.Entity)]);
                }

                return ValueTask.FromResult(result);
            }
        }
    }

    /// <summary>An event counts as delivered from the moment at which an attempt begins.</summary>
    private sealed class EarlyClaim : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            foreach (var entry in eventData.Context!.ChangeTracker.Entries<Delivery>().Where(e => e.State == EntityState.Modified))
            {
                (entry.Entity.State, entry.Entity.DueAt) = (DeliveryState.Delivered, null);
            }

            return ValueTask.FromResult(result);
        }
    }

    /// <summary>Every attempt after the first goes out with an id of its own.</summary>
    private sealed class NewId : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            foreach (var entry in eventData.Context!.ChangeTracker.Entries<Delivery>().Where(e => e.Entity.Attempts > 1))
            {
                entry.Property(d => d.EventId).CurrentValue = $"msg_{Guid.NewGuid():N}";
            }

            return ValueTask.FromResult(result);
        }
    }

    /// <summary>What a receiver did not accept counts as done.</summary>
    private sealed class Forgetting : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("UPDATE \"Deliveries\"", StringComparison.Ordinal))
            {
                foreach (var parameter in command.Parameters.Cast<DbParameter>().Where(p => p.Value is nameof(DeliveryState.Waiting)))
                {
                    parameter.Value = nameof(DeliveryState.Delivered);
                }
            }

            return ValueTask.FromResult(result);
        }
    }
}
