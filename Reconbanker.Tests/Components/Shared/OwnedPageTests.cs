using Bunit;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Reconbanker.Core.Data;
using Reconbanker.Tests.Support;
using Reconbanker.Web.Components.Shared;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class OwnedPageTests
{
    [Fact]
    public async Task What_was_asked_for_last_is_shown_however_long_what_was_asked_for_before_takes()
    {
        await using var stage = await CoreStage.OpenAsync();
        await using var context = new ComponentContext(stage);
        var slow = new TaskCompletionSource();
        var page = context.Render<SlowPage>(p => p.Add(s => s.Wanted, "first").Add(s => s.Until, slow.Task));
        page.WaitForAssertion(() => page.Instance.Begun.Should().Equal("first"));

        foreach (var wanted in new[] { "second", "third", "last" })
        {
            page.Render(p => p.Add(s => s.Wanted, wanted).Add(s => s.Until, Task.CompletedTask));
        }

        slow.SetResult();
        page.WaitForAssertion(() => page.Markup.Should().Be("last"));
        page.Instance.Begun.Should().Equal(["first", "last"], "one read answers all who wait");
        page.Instance.Ended.Should().Equal(page.Instance.Begun);
    }

    private sealed class SlowPage : OwnedPage
    {
        private string? _shown;

        [Parameter]
        public string Wanted { get; set; } = "";

        [Parameter]
        public Task Until { get; set; } = Task.CompletedTask;

        public List<string> Begun { get; } = [];

        public List<string> Ended { get; } = [];

        protected override async Task ReadAsync(ReconbankerDb db)
        {
            var wanted = Wanted;
            Begun.Add(wanted);
            await Until;
            _shown = wanted;
            Ended.Add(wanted);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, _shown);
    }
}
