using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Reconbanker.Tests.Banks.Example;

/// <summary>The site of the bank that docs/add-a-bank.md adds, on a free port: a password, a code, two accounts, two pages of movements.</summary>
internal sealed class EjemploSite : IAsyncDisposable
{
    public const string Password = "clave-de-prueba-77";
    public const string Code = "314159";

    private const string Accounts = """
        <h1>Cuentas de Íñigo Larrañaga</h1>
        <ul class="cuentas">
          <li><a href="/cuentas/detalle?id=88123&t=x9"><span class="numero">2204-551830</span></a> <span class="nombre">Corriente</span></li>
          <li><a href="/cuentas/detalle?id=88124&t=x9"><span class="numero">2204-551848</span></a> <span class="nombre">Ahorros</span></li>
        </ul>
        """;

    private readonly string[] _rows =
    [
        Row(2, "<td>000771204<td>Transferencia recibida<td>Ferretería Larrañaga<td><td>1.250,00"),
        Row(3, "<td>000771198<td>Comisión<td><td>2,50<td>"),
        Row(4, "<td>000771120<td>Transferencia recibida<td>Óptica Vélez S.A.<td><td>88,20"),
        Row(20, "<td>000770015<td>Transferencia recibida<td>Ferretería Larrañaga<td><td>1.250,00"),
    ];

    private readonly WebApplication _site;

    private EjemploSite()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _site = builder.Build();
        _site.Run(async context =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"<!doctype html><html lang='es'><title>Banco Ejemplo</title>{Answer(context, form)}</html>");
        });
    }

    public Uri Address => new(new Uri(_site.Urls.Single()), "/ingreso");

    public static async Task<EjemploSite> StartAsync(CancellationToken cancellationToken)
    {
        var site = new EjemploSite();
        await site._site.StartAsync(cancellationToken);
        return site;
    }

    /// <summary>So many days ago.</summary>
    public static DateOnly Day(int ago) => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-ago);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static string Row(int daysAgo, string cells) => $"<tr><td>{Day(daysAgo).ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture)}{cells}";

    private string Answer(HttpContext context, IFormCollection form)
    {
        var step = context.Request.Cookies["paso"];
        switch (context.Request.Path.Value)
        {
            case "/clave" when form["clave"] == Password:
                context.Response.Cookies.Append("paso", "codigo");
                return CodeForm("");
            case "/clave":
                return LoginForm("<p role=alert>Usuario o clave incorrectos</p>");
            case "/codigo" when step == "codigo" && form["codigo"] == Code:
                context.Response.Cookies.Append("paso", "dentro");
                return Signed(Accounts);
            case "/codigo" when step == "codigo":
                return CodeForm("<p role=alert>Código incorrecto</p>");
            case "/cuentas" when step == "dentro":
                return Signed(Accounts);
            case "/cuentas/detalle" when step == "dentro":
                return Signed(Account(context.Request.Query["id"] == "88123", context.Request.Query["pagina"] == "2"));
            default:
                return LoginForm("");
        }
    }

    private static string LoginForm(string message) => $"""
        {message}<form method="post" action="/clave"><label>Usuario <input name="usuario"></label>
        <label>Clave <input name="clave" type="password"></label><button>Ingresar</button></form>
        """;

    private static string CodeForm(string message) => $"""
        {message}<form method="post" action="/codigo"><label>Código <input name="codigo"></label><button>Confirmar</button></form>
        """;

    private static string Signed(string content) => $"<nav>Íñigo Larrañaga <a href='/salir'>Salir</a></nav>{content}";

    private string Account(bool isCurrent, bool isSecondPage) => !isCurrent
        ? "<h1><span class='numero'>2204-551848</span> <span class='moneda'>USD</span></h1><p class='vacio'>No hay movimientos.</p>"
        : $"""
            <h1><span class="numero">2204-551830</span> <span class="moneda">USD</span></h1>
            <table class="movimientos"><thead><tr><th>Fecha<th>Comprobante<th>Concepto<th>Ordenante<th>Débito<th>Crédito</thead>
            <tbody>{string.Concat(isSecondPage ? _rows[2..] : _rows[..2])}</table>
            {(isSecondPage ? "" : "<a class='anteriores' href='/cuentas/detalle?id=88123&pagina=2&t=x9'>Anteriores</a>")}
            """;
}
