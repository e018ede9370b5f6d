using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Reconbanker.Core.Drivers;

namespace Reconbanker.Core.Trials;

/// <summary>Keeps the pages on which a driver looked at something, scrubbed, so that the driver can be led through them again.</summary>
/// <param name="words">The driver's own, which stay.</param>
/// <param name="today">The bank's day.</param>
internal sealed partial class PageRecorder(IReadOnlySet<string> words, DateOnly today, TimeProvider clock)
{
    private const int KeyLength = 32;

    // What steps are told in, beside the driver's own words.
    private const string StepWords =
        "open a page of click type into tick look for see or read failed data GetByRole AriaRole Button Link Textbox Checkbox Combobox Heading Row Cell Tab GetByLabel "
        + "GetByText GetByTestId GetByTitle GetByAltText GetByPlaceholder Locator FrameLocator Filter HasText HasNotText Has Visible Name Exact new true false And Or First "
        + "Last Nth";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // One for the whole recording: the same text is replaced by the same on all of its pages.
    private readonly TextScrubber _scrubber = new(words.Concat(DriverWords.In(StepWords)), today, RandomNumberGenerator.GetBytes(KeyLength));

    private readonly List<Draft> _drafts = [];
    private readonly List<string> _links = [];
    private Draft? _draft;
    private Draft? _clickedLast;
    private Uri? _asked;
    private IPage? _page;

    /// <summary>Pages that could not be copied.</summary>
    public int Missing { get; private set; }

    /// <summary>To be told from when the driver has signed in: what comes before is never recorded.</summary>
    public async Task WatchAsync(PageMoment moment)
    {
        _page = moment.Page;
        switch (moment.Act)
        {
            case PageAct.Open:
                Leave();
                (_clickedLast, _asked) = (null, moment.Address);
                break;
            case PageAct.Click:
                await CopyAsync(moment.Page, moment.Step, moment.Element);
                _clickedLast = Leave();
                break;
            case PageAct.Fill when _draft is not null:
                _draft.Add(moment.Step);
                break;
            case PageAct.Look:
                await CopyAsync(moment.Page, moment.Step, null);
                break;
        }
    }

    /// <summary>Keeps the page on which a step failed: it is the one that a mended driver has to read.</summary>
    public async Task FailedAsync(string step)
    {
        if (_page is { IsClosed: false } page)
        {
            await CopyAsync(page, $"failed: {step}", null);
        }
    }

    /// <summary>Writes the pages into a folder, which is made, and the index of them.</summary>
    public async Task<Recording> SaveAsync(string folder, Bank bank, ReadWindow window, CancellationToken cancellationToken)
    {
        Leave();
        Directory.CreateDirectory(folder);
        var addresses = new RecordedAddresses(_scrubber, words);
        foreach (var draft in _drafts)
        {
            draft.Address = addresses.Add(draft.Asked, draft.Url);
        }

        var pages = new List<RecordedPage>();
        foreach (var draft in _drafts)
        {
            var file = string.Create(CultureInfo.InvariantCulture, $"{pages.Count + 1:00}.html");
            await File.WriteAllTextAsync(Path.Combine(folder, file), $"<!DOCTYPE html>\n{Finish(draft, addresses)}\n", cancellationToken);
            pages.Add(new RecordedPage(file, draft.Address, [.. draft.Steps.Select(step => _scrubber.Scrub(step, TextKind.Text))]));
        }

        var recording = new Recording(bank.Code, _scrubber.Scrub(window.BankAccountNumber, TextKind.Text), window.From, window.To, pages);
        await recording.SaveAsync(folder, cancellationToken);
        return recording;
    }

    private async Task CopyAsync(IPage page, string step, ILocator? clicked)
    {
        if (_draft is null)
        {
            (_draft, _asked) = (new Draft { Asked = _asked }, null);
            if (_clickedLast is { } from)
            {
                from.LeadsTo = _draft;
                _clickedLast = null;
            }
        }

        _draft.Add(step);
        try
        {
            _draft.Html = await new PageCopy(_scrubber, Link).TakeAsync(page, clicked).WaitAsync(Patience, clock);
            _draft.Url = new Uri(page.Url);
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            // It is between two documents, or too large; what the step itself makes of that is for the driver to see.
            Missing++;
        }
    }

    /// <summary>The driver is done with the page: what it did there is kept once, however often it came.</summary>
    /// <returns>What is kept of it; null when nothing is.</returns>
    private Draft? Leave()
    {
        var draft = _draft;
        _draft = null;
        if (draft?.Html is null)
        {
            return null;
        }

        if (_drafts.Find(d => d.IsSameAs(draft)) is { } same)
        {
            same.Add(draft);
            return same;
        }

        _drafts.Add(draft);
        return draft;
    }

    // Where it leads is known when all pages are.
    private string Link(string address)
    {
        if (address is "")
        {
            return "#";
        }

        var known = _links.IndexOf(address);
        if (known < 0)
        {
            known = _links.Count;
            _links.Add(address);
        }

        return string.Create(CultureInfo.InvariantCulture, $"recorded-link-{known}.");
    }

    private string Finish(Draft draft, RecordedAddresses addresses)
    {
        var html = LinkMark().Replace(
            draft.Html!, match => WebUtility.HtmlEncode(addresses.Find(_links[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)])) ?? "#");
        var target = draft.LeadsTo is { Html: not null } next ? $"top.location=`{next.Address}`;" : "";
        return html
            .Replace(PageCopy.ClickName, "onclick", StringComparison.Ordinal)
            .Replace(PageCopy.ClickText, $"{target}return false", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"recorded-link-([0-9]+)\.")]
    private static partial Regex LinkMark();

    private sealed class Draft
    {
        private const string Click = $" {PageCopy.ClickName}=\"{PageCopy.ClickText}\"";

        private Draft? _kept;

        /// <summary>The address that the driver asked for; null when a click led here.</summary>
        public Uri? Asked { get; init; }

        /// <summary>Where it was found.</summary>
        public Uri? Url { get; set; }
        public string? Html { get; set; }
        public List<string> Steps { get; } = [];

        /// <summary>What the click at the end of its steps led to.</summary>
        public Draft? LeadsTo
        {
            get => field?._kept ?? field;
            set;
        }

        /// <summary>Of the recording; given when all pages are there.</summary>
        public string Address { get; set; } = "";

        private bool HasClick => Html!.Contains(Click, StringComparison.Ordinal);

        public void Add(string step)
        {
            if (Steps.LastOrDefault() != step)
            {
                Steps.Add(step);
            }
        }

        /// <summary>Takes in what was done on the same page at another time.</summary>
        public void Add(Draft again)
        {
            Steps.AddRange(again.Steps.Except(Steps));
            Html = again.HasClick ? again.Html : Html;
            again._kept = this;
        }

        /// <summary>Two clicks on one page lead to two places, and need it twice.</summary>
        public bool IsSameAs(Draft other) => Url == other.Url && Plain() == other.Plain() && !(HasClick && other.HasClick);

        private string Plain() => Html!.Replace(Click, "", StringComparison.Ordinal);
    }
}
