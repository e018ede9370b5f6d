using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Readings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "CoveredSpans",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    BankAccountNumber = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ThroughOn = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CoveredSpans", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CoveredSpans_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What had been read whole: to the day that was kept, from the oldest transaction on. The account lends its id.
            migrationBuilder.Sql(
                """
                INSERT INTO "CoveredSpans" ("Id", "AccountId", "BankAccountNumber", "FromOn", "ThroughOn")
                SELECT a."Id", a."Id", a."BankAccountNumber",
                       COALESCE(
                           (SELECT MIN(t."BookedOn") FROM "Transactions" t WHERE t."AccountId" = a."Id" AND t."BookedOn" <= a."ReadThroughOn"),
                           a."ReadThroughOn"),
                       a."ReadThroughOn"
                FROM "Accounts" a
                WHERE a."ReadThroughOn" IS NOT NULL AND a."BankAccountNumber" IS NOT NULL
                """);

            // EF would build the table anew, outside of the transaction: a kill in between would leave half a migration.
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "ReadThroughOn";""");

            migrationBuilder.AddColumn<long>(
                name: "HeldAt",
                table: "Transactions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSilent",
                table: "Transactions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ReviewedAt",
                table: "Transactions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReviewedById",
                table: "Transactions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("""
                ALTER TABLE "Transactions" ADD COLUMN "SameAsId" TEXT NULL CONSTRAINT "FK_Transactions_Transactions_SameAsId" REFERENCES "Transactions" ("Id");
                """);

            migrationBuilder.AddColumn<long>(
                name: "OlderHistoryDecidedAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SilentIngestion",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "WebhookExtraFields",
                table: "Accounts",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Readings",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    BankAccountNumber = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FromOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ToOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CompleteFromOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CompleteThroughOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReadAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastReadAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false),
                    RowCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SealedRows = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Verdict = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Refusal = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    FaultyRow = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Readings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Readings_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Readings_ScrapeRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "ScrapeRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Transactions_AccountId_HeldAt",
                table: "Transactions",
                columns: new[] { "AccountId", "HeldAt" },
                filter: "\"HeldAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Transactions_SameAsId",
                table: "Transactions",
                column: "SameAsId");

            migrationBuilder.CreateIndex(
                name: "IX_CoveredSpans_AccountId_BankAccountNumber_FromOn",
                table: "CoveredSpans",
                columns: new[] { "AccountId", "BankAccountNumber", "FromOn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Readings_AccountId_LastReadAt",
                table: "Readings",
                columns: new[] { "AccountId", "LastReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Readings_RunId_Number",
                table: "Readings",
                columns: new[] { "RunId", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Transactions_Transactions_SameAsId",
                table: "Transactions");

            migrationBuilder.DropTable(
                name: "CoveredSpans");

            migrationBuilder.DropTable(
                name: "Readings");

            migrationBuilder.DropIndex(
                name: "IX_Transactions_AccountId_HeldAt",
                table: "Transactions");

            migrationBuilder.DropIndex(
                name: "IX_Transactions_SameAsId",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "HeldAt",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "IsSilent",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "ReviewedAt",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "ReviewedById",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "SameAsId",
                table: "Transactions");

            migrationBuilder.DropColumn(
                name: "OlderHistoryDecidedAt",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SilentIngestion",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "WebhookExtraFields",
                table: "Accounts");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ReadThroughOn",
                table: "Accounts",
                type: "TEXT",
                nullable: true);
        }
    }
}
