using MudBlazor;

namespace Reconbanker.Web.Components.Shared;

/// <summary>The rows of a table that is read again and again: what the read found that was begun last.</summary>
/// <remarks>A table calls a read off when it begins another, whoever asked for the one; that is no failure of the page's.</remarks>
public sealed class NewestPage<T>
{
    private TableData<T> _page = new() { Items = [], TotalItems = 0 };
    private int _reads;

    public async Task<TableData<T>> ReadAsync(Func<CancellationToken, Task<TableData<T>>> read, CancellationToken cancellationToken)
    {
        var number = ++_reads;
        try
        {
            var page = await read(cancellationToken);
            _page = number == _reads ? page : _page;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && number != _reads)
        {
            // The one that was begun since counts.
        }

        return _page;
    }
}
