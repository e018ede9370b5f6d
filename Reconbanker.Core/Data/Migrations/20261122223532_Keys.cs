using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Reconbanker.Core.Data.Migrations
{
    /// <inheritdoc />
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SealingKeys",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SheetKeptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SheetShownAt = table.Column<long>(type: "INTEGER", nullable: true),
                    SheetShownTo = table.Column<Guid>(type: "TEXT", nullable: true),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SealingKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SealingKeys_AspNetUsers_SheetShownTo",
                        column: x => x.SheetShownTo,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_SealingKeys_SheetShownTo",
                table: "SealingKeys",
                column: "SheetShownTo");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SealingKeys");
        }
    }
}
