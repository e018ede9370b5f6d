using System.Security.Claims;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Reconbanker.Core.Activity;
using Reconbanker.Core.Data;

namespace Reconbanker.Tests.Support;

/// <summary>Renders components with MudBlazor, in a browser whose scripts take every call and answer nothing.</summary>
public class ComponentContext : BunitContext
{
    public ComponentContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices().AddLogging();
    }

    /// <summary>For the owner of a stage, with its database, clock and feed.</summary>
    internal ComponentContext(CoreStage stage)
        : this()
    {
        Services.AddSingleton<TimeProvider>(stage.Clock)
            .AddSingleton(stage.Get<IDbContextFactory<ReconbankerDb>>())
            .AddSingleton(stage.Get<ActivityFeed>());
        this.AddAuthorization().SetAuthorized("owner@example.com").SetClaims(new Claim(ClaimTypes.NameIdentifier, stage.OwnerId.ToString()));
    }

    /// <summary>The script of a component, with a function that returns an object of the script's own.</summary>
    public void AddScript(string path, string function)
    {
        var module = JSInterop.SetupModule(path);
        module.Mode = JSRuntimeMode.Loose;
        module.SetupModule(function, _ => true).Mode = JSRuntimeMode.Loose;
    }
}
