using System.ComponentModel.DataAnnotations;

namespace Reconbanker.Web.Security;

public sealed class SignInOptions
{
    /// <summary>Time after which a browser that asks for nothing has to sign in again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How often an open page, and a cookie, is checked against what is known of its user.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RevalidateEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts in a row from one network, and for one e-mail, before each further one has to wait.</summary>
    [Range(1, 10_000)]
    public int AttemptBurst { get; set; } = 10;

    /// <summary>Time after which one more attempt is allowed once the burst is used up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttemptEvery { get; set; } = TimeSpan.FromSeconds(12);
}
