using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Deliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Deliveries_AccountId_CreatedAt",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_AccountId_State_DueAt",
                table: "Deliveries");

            // Nothing is lost: the addresses stay in the column, and are sealed at the start, which has the key.
            migrationBuilder.RenameColumn(
                name: "WebhookUrl",
                table: "Accounts",
                newName: "SealedWebhookUrl");

            migrationBuilder.AddColumn<string>(
                name: "SentHeaders",
                table: "Attempts",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FormerSigningSecretUntil",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SealedFormerSigningSecret",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SigningSecretMadeAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WebhookFailingSince",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WebhookPauseReason",
                table: "Accounts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "WebhookPausedAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_AccountId_CreatedAt_Id_State",
                table: "Deliveries",
                columns: new[] { "AccountId", "CreatedAt", "Id", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_AccountId_State_DueAt_Id",
                table: "Deliveries",
                columns: new[] { "AccountId", "State", "DueAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_WaitingTests",
                table: "Deliveries",
                columns: new[] { "AccountId", "State", "Kind", "DueAt" },
                filter: "\"State\" = 'Waiting' AND \"Kind\" = 'Test'");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_UnderWay",
                table: "Attempts",
                column: "DeliveryId",
                filter: "\"Outcome\" = 'Unknown'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Deliveries_AccountId_CreatedAt_Id_State",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_AccountId_State_DueAt_Id",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_WaitingTests",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Attempts_UnderWay",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "SentHeaders",
                table: "Attempts");

            migrationBuilder.DropColumn(
                name: "FormerSigningSecretUntil",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SealedFormerSigningSecret",
                table: "Accounts");

            migrationBuilder.RenameColumn(
                name: "SealedWebhookUrl",
                table: "Accounts",
                newName: "WebhookUrl");

            migrationBuilder.DropColumn(
                name: "SigningSecretMadeAt",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "WebhookFailingSince",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "WebhookPauseReason",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "WebhookPausedAt",
                table: "Accounts");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_AccountId_CreatedAt",
                table: "Deliveries",
                columns: new[] { "AccountId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_AccountId_State_DueAt",
                table: "Deliveries",
                columns: new[] { "AccountId", "State", "DueAt" });
        }
    }
}
