using Reconbanker.Core.Security;

namespace Reconbanker.Core.Accounts;

/// <summary>Looks at the address and the token of a webhook before they are saved.</summary>
internal static class WebhookUrlCheck
{
    public const int UrlMaxLength = 2000;

    /// <summary>What is wrong, if anything.</summary>
    public static async Task<SettingsProblem?> ProblemAsync(OutboundGuard guard, string? url, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(url))
        {
            return SettingsProblem.WebhookUrlMissing;
        }

        if (url.Length > UrlMaxLength)
        {
            return SettingsProblem.WebhookUrlTooLong;
        }

        if (!IsToken(token))
        {
            return SettingsProblem.TokenNotPrintable;
        }

        return await guard.CheckAsync(url, cancellationToken) switch
        {
            OutboundCheck.NotAbsolute => SettingsProblem.WebhookUrlNotAbsolute,
            OutboundCheck.NotHttp => SettingsProblem.WebhookUrlNotHttp,
            OutboundCheck.HasUserInfo => SettingsProblem.WebhookUrlHasUserInfo,
            OutboundCheck.DoesNotResolve => SettingsProblem.WebhookUrlDoesNotResolve,
            OutboundCheck.PrivateAddress => SettingsProblem.WebhookUrlPrivate,
            _ => null,
        };
    }

    /// <summary>Whether a header can carry it.</summary>
    public static bool IsToken(string? token) => token is null || token.All(c => c is >= '!' and <= '~');
}
