using Bunit;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reconbanker.Web.Components.Shared;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class CountdownTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();

    public CountdownTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Fact]
    public void The_time_runs_down_and_then_its_words_say_that_it_is_over()
    {
        var countdown = Render<Countdown>(p => p
            .Add(c => c.Until, _clock.GetUtcNow().AddSeconds(61)).Add(c => c.Lead, "the code is good for").Add(c => c.Over, "the code has run out"));
        Text().Should().Be("the code is good for 1:01");

        _clock.Advance(TimeSpan.FromSeconds(60));
        countdown.WaitForAssertion(() => Text().Should().Be("the code is good for 0:01"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        countdown.WaitForAssertion(() => Text().Should().Be("the code has run out"));

        string Text() => string.Join(' ', countdown.Nodes.Select(node => node.TextContent.Trim()).Where(text => text.Length > 0));
    }

    [Fact]
    public void Without_such_words_it_stands_at_zero()
    {
        var countdown = Render<Countdown>(p => p.Add(c => c.Until, _clock.GetUtcNow().AddSeconds(-5)));

        countdown.Find("[role=timer]").TextContent.Should().Be("0:00");
    }
}
