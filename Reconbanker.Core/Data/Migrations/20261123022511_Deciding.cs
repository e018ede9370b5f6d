using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Deciding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Transactions_Reversed",
                table: "Transactions",
                columns: new[] { "AccountId", "State" },
                filter: "\"State\" = 'Reversed'");

            migrationBuilder.CreateIndex(
                name: "IX_PersonDecisions_AccountId_At",
                table: "PersonDecisions",
                columns: new[] { "AccountId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_AccountId_VanishHeldAt",
                table: "PendingPayments",
                columns: new[] { "AccountId", "VanishHeldAt" },
                filter: "\"VanishHeldAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PendingPayments_Suggested",
                table: "PendingPayments",
                columns: new[] { "AccountId", "State", "BestScore" },
                filter: "\"State\" = 'Pending' AND \"BestScore\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Transactions_Reversed",
                table: "Transactions");

            migrationBuilder.DropIndex(
                name: "IX_PersonDecisions_AccountId_At",
                table: "PersonDecisions");

            migrationBuilder.DropIndex(
                name: "IX_PendingPayments_AccountId_VanishHeldAt",
                table: "PendingPayments");

            migrationBuilder.DropIndex(
                name: "IX_PendingPayments_Suggested",
                table: "PendingPayments");
        }
    }
}
