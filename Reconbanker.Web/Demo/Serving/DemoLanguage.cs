using System.Globalization;

namespace Reconbanker.Web.Demo.Serving;

/// <summary>The language of the bank's and the phone's pages: what the address asks for, else what the cookie says, else English.</summary>
public static class DemoLanguage
{
    private const string Cookie = "faronda-language";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The languages there are; the first is for who has chosen none.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [English, CultureInfo.GetCultureInfo("es")];

    /// <summary>Reads <c>?lang=en|es</c>, which is remembered, on every page; the panel and the shop are in English alone.</summary>
    /// <remarks>Texts only: days and amounts are printed alike in every language.</remarks>
    public static void UseDemoLanguage(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var asked = Find(context.Request.Query["lang"]);
        if (asked is not null)
        {
            context.Response.Cookies.Append(Cookie, asked.Name, new() { HttpOnly = true, SameSite = SameSiteMode.Lax });
        }

        var chosen = asked ?? Find(context.Request.Cookies[Cookie]) ?? English;
        CultureInfo.CurrentUICulture = IsInEnglishAlone(context.Request.Path) ? English : chosen;
        await next(context);
    });

    private static CultureInfo? Find(string? name) => All.FirstOrDefault(language => language.Name == name);

    private static bool IsInEnglishAlone(PathString path) => path.StartsWithSegments("/demo") || path.StartsWithSegments("/shop");
}
