using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Reconbanker.Core.Accounts;
using Reconbanker.Core.People;
using Reconbanker.Core.Webhooks;

namespace Reconbanker.Core.Data.Mappings;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.HasOne<User>().WithMany().HasForeignKey(a => a.OwnerId);
        account.HasIndex(a => a.NextRunAt);
        account.Property(a => a.BankCode).HasMaxLength(64);
        account.Property(a => a.Name).HasMaxLength(Account.NameMaxLength);
        account.Property(a => a.BankAccountNumber).HasMaxLength(64);
        account.Property(a => a.WebhookExtraFields).HasMaxLength(ExtraFields.MaxLength);
        account.Property(a => a.BankAccountOptions).HasConversion(
            options => JsonSerializer.Serialize(options, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<BankAccountOption>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<IReadOnlyList<BankAccountOption>>(
                (left, right) => left!.SequenceEqual(right!),
                options => options.Count,
                options => options.ToList()));
    }
}
