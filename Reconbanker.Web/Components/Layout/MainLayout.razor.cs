using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Reconbanker.Web.Components.Layout;

/// <summary>The shell around every page of somebody who is signed in. A page in it needs no check of its own that somebody is.</summary>
public sealed partial class MainLayout(IJSRuntime js, NavigationManager navigation) : IAsyncDisposable
{
    private DotNetObjectReference<MainLayout>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watching;
    private ErrorBoundary? _boundary;
    private Look? _look;
    private bool _isDrawerOpen = true;

    /// <summary>What the browser said when it asked for the page; null if it said nothing.</summary>
    [CascadingParameter]
    private Look? Remembered { get; set; }

    /// <summary>Called by the browser at the start, and when the theme changes in any of its tabs or in the system.</summary>
    /// <param name="choice">"light", "dark" or "system".</param>
    [JSInvokable]
    public void Show(string choice, bool isDark)
    {
        var look = new Look(choice, isDark);
        if (look != _look)
        {
            _look = look;
            StateHasChanged();
        }
    }

    protected override void OnInitialized() => _look = Remembered;

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await js.InvokeAsync<IJSObjectReference>("import", "./Components/Layout/MainLayout.razor.js");
            _watching = await _module.InvokeAsync<IJSObjectReference>("watch", _self);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_watching is not null)
            {
                await _watching.InvokeVoidAsync("stop");
                await _watching.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and what ran there with it.
        }

        _self?.Dispose();
    }

    private async Task ChooseAsync(string choice)
    {
        if (_module is not null)
        {
            await _module.InvokeVoidAsync("choose", choice);
        }
    }
}
