using System.Reflection;
using FluentAssertions;
using Reconbanker.Banks;
using Reconbanker.Core;
using Reconbanker.Core.Drivers;
using Reconbanker.Tests.Support;
using Reconbanker.Web;
using Xunit;

namespace Reconbanker.Tests;

/// <summary>The walls of the house.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(CoreServices).Assembly;
    private static readonly Assembly Banks = typeof(BankServices).Assembly;
    private static readonly Assembly Web = typeof(ReconbankerApp).Assembly;

    [Fact]
    public void References_run_in_one_straight_line_from_Web_to_Banks_to_Core()
    {
        References(Core).Should().NotContain(["Reconbanker.Banks", "Reconbanker.Web"]);
        References(Banks).Should().Contain("Reconbanker.Core").And.NotContain("Reconbanker.Web");
    }

    [Fact]
    public void Web_never_touches_Playwright() => References(Web).Should().NotContain("Microsoft.Playwright");

    [Fact]
    public void Core_knows_nothing_of_the_user_interface() =>
        References(Core).Should().NotContain(name => name.StartsWith("MudBlazor") || name.StartsWith("Microsoft.AspNetCore.Components"));

    [Fact]
    public void Banks_neither_log_nor_store()
    {
        References(Banks).Should().NotContain(name => name.StartsWith("Microsoft.EntityFrameworkCore") || name.StartsWith("Microsoft.Extensions.Logging"));
    }

    [Fact]
    public void A_driver_holds_nothing_but_its_bank()
    {
        var drivers = Banks.GetTypes().Where(t => t.IsSubclassOf(typeof(BankDriver))).ToList();

        drivers.Should().NotBeEmpty();
        foreach (var driver in drivers)
        {
            driver.IsSealed.Should().BeTrue();
            driver.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Should().ContainSingle().Which.FieldType.Should().Be<Bank>();
        }
    }

    [Fact]
    public void Core_never_names_a_bank()
    {
        var names = Banks.GetTypes().Where(t => t.IsSubclassOf(typeof(BankDriver))).Select(t => t.Name);

        Core.GetTypes().Select(t => t.Name).Should().NotIntersectWith(names);
    }

    /// <summary>What Playwright can type with is banned by the compiler; DevTools takes its commands as text.</summary>
    [Fact]
    public void What_is_typed_reaches_a_page_through_one_place()
    {
        var typing = new[] { "Input.insertText", "Input.dispatchKeyEvent", "Input.imeSetComposition", "RS0030" };

        var places = Sources("Reconbanker.Core", "Reconbanker.Banks", "Reconbanker.Web")
            .Where(file => typing.Any(File.ReadAllText(file).Contains)).Select(Path.GetFileName);

        places.Should().Equal("SecretInput.cs");
    }

    private static IEnumerable<string> Sources(params string[] projects) => projects.SelectMany(project =>
        Directory.EnumerateFiles(Path.Combine(Repository.Folder, project), "*.cs", SearchOption.AllDirectories));

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
