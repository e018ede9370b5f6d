using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace Reconbanker.Tests.Support;

/// <summary>Fills in and sends the forms of plain pages, as a browser would.</summary>
public static class Forms
{
    /// <summary>Opens the page, keeps what its form holds already, and sends it.</summary>
    /// <param name="fields">What is typed; takes the place of what the page holds.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        var form = await ReadFormAsync(client, path, fields.FirstOrDefault().Name, fields.FirstOrDefault().Value);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        using var content = new FormUrlEncodedContent(form);
        return await client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>Names and values of the fields of the page's form, the hidden ones included.</summary>
    /// <param name="field">On a page with several forms, a field of the one that is meant.</param>
    /// <param name="value">What it holds there, if several have it.</param>
    public static async Task<Dictionary<string, string>> ReadFormAsync(this HttpClient client, string path, string? field = null, string? value = null)
    {
        var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
        using var document = new HtmlParser().ParseDocument(page);
        var having = document.Forms.Where(f => document.Forms.Length == 1 || f.Elements.OfType<IHtmlInputElement>().Any(i => i.Name == field)).ToList();
        var form = having.Count == 1 ? having[0] : having.Single(f => f.Elements.OfType<IHtmlInputElement>().Any(i => i.Name == field && i.Value == value));
        return form.Elements.OfType<IHtmlInputElement>()
            .Where(input => !string.IsNullOrEmpty(input.Name) && input.Type is not ("file" or "checkbox"))
            .ToDictionary(input => input.Name!, input => input.Value);
    }

    /// <summary>What the page tells the person: the text of its alert.</summary>
    public static async Task<string?> ReadProblemAsync(this HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var document = new HtmlParser().ParseDocument(page);
        return document.QuerySelector(".plain-problem:not([hidden])")?.TextContent;
    }
}
