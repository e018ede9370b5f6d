using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconbanker.Core.Backups;
using Reconbanker.Core.Security;
using Reconbanker.Web.Security;

namespace Reconbanker.Web.Backups;

/// <summary>Makes a backup for whoever sends the form of the backup page, and hands it over as it is made.</summary>
public static class BackupDownload
{
    public const string Path = "/settings/backup/file";
    public const string TooShort = "short";
    public const string NotTheSame = "different";

    public static void MapBackupDownload(this IEndpointRouteBuilder routes) => routes.MapPost(Path, DownloadAsync)
        .RequireAuthorization(policy => policy.RequireRole(Roles.Administrator))
        .WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<Results<PushStreamHttpResult, RedirectHttpResult>> DownloadAsync(HttpContext http, BackupMaker maker, TimeProvider clock)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var passphrase = form["passphrase"].ToString();
        if (passphrase.Length < BackupSecret.PassphraseMinLength)
        {
            return TypedResults.LocalRedirect($"/settings/backup?problem={TooShort}");
        }

        if (form["again"] != passphrase)
        {
            return TypedResults.LocalRedirect($"/settings/backup?problem={NotTheSame}");
        }

        // What is cut off on its way is noticed when it is read: a backup says itself where it ends.
        var secret = BackupSecret.OfPassphrase(new SecretText(passphrase));
        return TypedResults.Stream(
            target => maker.WriteAsync(target, secret, http.RequestAborted),
            "application/octet-stream",
            FormattableString.Invariant($"reconbanker-{clock.GetUtcNow():yyyyMMdd-HHmm}.backup"));
    }
}
