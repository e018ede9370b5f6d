using FluentAssertions;
using MudBlazor;
using Reconbanker.Web.Components.Shared;
using Xunit;

namespace Reconbanker.Tests.Components.Shared;

public sealed class NewestPageTests
{
    private readonly NewestPage<int> _page = new();

    [Fact]
    public async Task A_read_that_the_table_calls_off_for_another_is_no_failure()
    {
        using var calledOff = new CancellationTokenSource();
        var slow = new TaskCompletionSource<TableData<int>>();
        var first = _page.ReadAsync(token => slow.Task.WaitAsync(token), calledOff.Token);
        var second = _page.ReadAsync(_ => Task.FromResult(Rows(2)), CancellationToken.None);

        await calledOff.CancelAsync();

        (await second).Items.Should().Equal(2);
        (await first).Items.Should().Equal(2);
    }

    [Fact]
    public async Task An_older_read_that_ends_later_does_not_take_the_newer_ones_place()
    {
        var slow = new TaskCompletionSource<TableData<int>>();
        var first = _page.ReadAsync(_ => slow.Task, CancellationToken.None);
        await _page.ReadAsync(_ => Task.FromResult(Rows(2)), CancellationToken.None);

        slow.SetResult(Rows(1));

        (await first).Items.Should().Equal(2);
    }

    [Fact]
    public async Task A_read_that_is_called_off_for_nothing_is_a_failure()
    {
        using var calledOff = new CancellationTokenSource();
        await calledOff.CancelAsync();

        var read = () => _page.ReadAsync(token => Task.FromCanceled<TableData<int>>(token), calledOff.Token);

        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    private static TableData<int> Rows(int row) => new() { Items = [row], TotalItems = 1 };
}
