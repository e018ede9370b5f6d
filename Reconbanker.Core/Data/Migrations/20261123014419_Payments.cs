using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AskForInterchangeable",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MatchAccept",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7000L);

            migrationBuilder.AddColumn<long>(
                name: "MatchMargin",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1000L);

            migrationBuilder.AddColumn<bool>(
                name: "MatchNameless",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "NextPollAt",
                table: "Accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PaymentsAuthScheme",
                table: "Accounts",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Bearer");

            migrationBuilder.AddColumn<string>(
                name: "PaymentsMethod",
                table: "Accounts",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Get");

            migrationBuilder.AddColumn<int>(
                name: "PollFailures",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PollRefusals",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "SealedPaymentsBody",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SealedPaymentsToken",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SealedPaymentsUrl",
                table: "Accounts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SendEvidence",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "SendExpired",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "PaymentPolls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ByPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    StatusCode = table.Column<int>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    New = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    Gone = table.Column<int>(type: "INTEGER", nullable: false),
                    HeldBack = table.Column<int>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentPolls", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PaymentPolls_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PendingPayments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    PayerName = table.Column<string>(type: "TEXT", maxLength: 512, nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Metadata = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Openings = table.Column<int>(type: "INTEGER", nullable: false),
                    RegisteredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    StateSince = table.Column<long>(type: "INTEGER", nullable: false),
                    AbsentSince = table.Column<long>(type: "INTEGER", nullable: true),
                    VanishHeldAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    BestScore = table.Column<long>(type: "INTEGER", nullable: true),
                    Matches = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount_Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount_Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PendingPayments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PendingPayments_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PollRejections",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PollId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Row = table.Column<int>(type: "INTEGER", nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PollRejections", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PollRejections_PaymentPolls_PollId",
                        column: x => x.PollId,
                        principalTable: "PaymentPolls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MatchAttempts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    CandidatesJson = table.Column<string>(type: "TEXT", nullable: false),
                    EngineVersion = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Accept = table.Column<long>(type: "INTEGER", nullable: false),
                    Margin = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MatchAttempts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MatchAttempts_PendingPayments_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "PendingPayments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Matches",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TransactionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    MatchedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Score = table.Column<long>(type: "INTEGER", nullable: true),
                    MatchedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    RevertedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevertedById = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Matches", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Matches_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Matches_PendingPayments_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "PendingPayments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Matches_Transactions_TransactionId",
                        column: x => x.TransactionId,
                        principalTable: "Transactions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PersonDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TransactionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonDecisions_PendingPayments_PaymentId",
                        column: x => x.PaymentId,
                        principalTable: "PendingPayments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PersonDecisions_Transactions_TransactionId",
                        column: x => x.TransactionId,
                        principalTable: "Transactions",
                        principalColumn: "Id");
                });

            // EF would build the table anew for the reference, outside of the transaction.
            migrationBuilder.Sql(
                """
                ALTER TABLE "Deliveries" ADD COLUMN "PaymentId" TEXT NULL CONSTRAINT "FK_Deliveries_PendingPayments_PaymentId" REFERENCES "PendingPayments" ("Id");
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_PaymentId",
                table: "Deliveries",
                column: "PaymentId");

            migrationBuilder.CreateIndex(
                name: "IX_MatchAttempts_PaymentId_Number",
                table: "MatchAttempts",
                columns: new[] { "PaymentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Matches_AccountId_MatchedAt",
                table: "Matches",
                columns: new[] { "AccountId", "MatchedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Matches_OneAPayment",
                table: "Matches",
                column: "PaymentId",
                unique: true,
                filter: "\"RevertedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Matches_OneATransaction",
                table: "Matches",
                column: "TransactionId",
                unique: true,
                filter: "\"RevertedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Matches_PaymentId_Number",
                table: "Matches",
                columns: new[] { "PaymentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaymentPolls_AccountId_StartedAt",
                table: "PaymentPolls",
                columns: new[] { "AccountId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_AccountId_ExternalId_Version",
                table: "PendingPayments",
                columns: new[] { "AccountId", "ExternalId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_AccountId_RegisteredAt_Id_State",
                table: "PendingPayments",
                columns: new[] { "AccountId", "RegisteredAt", "Id", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_AccountId_State_RegisteredAt_Id",
                table: "PendingPayments",
                columns: new[] { "AccountId", "State", "RegisteredAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_State_ExpiresAt",
                table: "PendingPayments",
                columns: new[] { "State", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonDecisions_PaymentId_At",
                table: "PersonDecisions",
                columns: new[] { "PaymentId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PersonDecisions_TransactionId",
                table: "PersonDecisions",
                column: "TransactionId");

            migrationBuilder.CreateIndex(
                name: "IX_PollRejections_PollId_Row",
                table: "PollRejections",
                columns: new[] { "PollId", "Row" });

            // What is judged together has one amount. EF names no index of a part of a column, so it does not know of these two.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_PendingPayments_Amount" ON "PendingPayments" ("AccountId", "Amount_Currency", "Amount_Amount");
                CREATE INDEX "IX_Transactions_Amount" ON "Transactions" ("AccountId", "Amount_Currency", "Amount_Amount");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX "IX_Transactions_Amount";""");

            migrationBuilder.DropForeignKey(
                name: "FK_Deliveries_PendingPayments_PaymentId",
                table: "Deliveries");

            migrationBuilder.DropTable(
                name: "MatchAttempts");

            migrationBuilder.DropTable(
                name: "Matches");

            migrationBuilder.DropTable(
                name: "PersonDecisions");

            migrationBuilder.DropTable(
                name: "PollRejections");

            migrationBuilder.DropTable(
                name: "PendingPayments");

            migrationBuilder.DropTable(
                name: "PaymentPolls");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_PaymentId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "PaymentId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "AskForInterchangeable",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "MatchAccept",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "MatchMargin",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "MatchNameless",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "NextPollAt",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "PaymentsAuthScheme",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "PaymentsMethod",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "PollFailures",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "PollRefusals",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SealedPaymentsBody",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SealedPaymentsToken",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SealedPaymentsUrl",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SendEvidence",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SendExpired",
                table: "Accounts");
        }
    }
}
