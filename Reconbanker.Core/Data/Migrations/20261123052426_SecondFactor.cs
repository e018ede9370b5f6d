using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class SecondFactor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BankWords",
                table: "AssistanceRequests",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CanSendAgain",
                table: "AssistanceRequests",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Challenge",
                table: "AssistanceRequests",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<long>(
                name: "GoodUntil",
                table: "AssistanceRequests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "AssistanceRequests",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OtherChannels",
                table: "AssistanceRequests",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "SentAgainAt",
                table: "AssistanceRequests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SentTo",
                table: "AssistanceRequests",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TriesLeft",
                table: "AssistanceRequests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AlertTargets",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SendsWebhook = table.Column<bool>(type: "INTEGER", nullable: false),
                    SealedWebhookUrl = table.Column<string>(type: "TEXT", nullable: true),
                    WebhookAuthScheme = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    SealedWebhookToken = table.Column<string>(type: "TEXT", nullable: true),
                    SealedSigningSecret = table.Column<string>(type: "TEXT", nullable: true),
                    SendsNtfy = table.Column<bool>(type: "INTEGER", nullable: false),
                    NtfyServer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    SealedNtfyTopic = table.Column<string>(type: "TEXT", nullable: true),
                    SealedNtfyToken = table.Column<string>(type: "TEXT", nullable: true),
                    SavedAddress = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlertTargets", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_AlertTargets_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HelpLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UsedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HelpLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HelpLinks_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_HelpLinks_AssistanceRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "AssistanceRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HelpLinks_RequestId",
                table: "HelpLinks",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_HelpLinks_TokenHash",
                table: "HelpLinks",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HelpLinks_UserId",
                table: "HelpLinks",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlertTargets");

            migrationBuilder.DropTable(
                name: "HelpLinks");

            migrationBuilder.DropColumn(
                name: "BankWords",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "CanSendAgain",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "Challenge",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "GoodUntil",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "OtherChannels",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "SentAgainAt",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "SentTo",
                table: "AssistanceRequests");

            migrationBuilder.DropColumn(
                name: "TriesLeft",
                table: "AssistanceRequests");
        }
    }
}
