using System.Text.RegularExpressions;
using FluentAssertions;
using Reconbanker.Core.Browser;
using Reconbanker.Tests.Demo;
using Reconbanker.Tests.Support;
using Reconbanker.Tests.Walks;
using Reconbanker.Web;
using Reconbanker.Web.TryBank;
using Xunit;

namespace Reconbanker.Tests.TryBank;

public sealed partial class TryBankCommandTests(ChromiumFixture chromium) : IDisposable
{
    private const string Password = "Tr0ub4dor-and-3-canaries";

    private readonly string _folder = BrowserRig.NewFolder();
    private readonly StringWriter _written = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Written
    {
        get
        {
            lock (_written)
            {
                return _written.ToString();
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_demo_bank_is_served_and_read_with_one_command()
    {
        var end = await TryAsync(["ana", Password, "1"]);

        end.Should().Be(TrialEnd.Read, Written);
        Written.Should().Contain("locks a user after 3 refused passwords").And.ContainAll(
            "Starting the browser", "Signing in", "Finding the bank account", "Reading transactions", "Signing out", "Done");
        var rows = Row().Count(Written);
        rows.Should().BePositive();
        Written.Should().Contain($"{rows} rows from").And.Contain("it read everything up to").And.NotContain(Password);
    }

    [Fact]
    public async Task A_code_is_asked_for_and_typed_into_the_banks_page()
    {
        var end = await TryAsync(["sms", Password, null], "--account", "002-731904-6");

        end.Should().Be(TrialEnd.Read, Written);
        Written.Should().Contain("code of 6 digits (SMS)").And.Contain("The bank accepted the code.");
    }

    [Fact]
    public async Task A_refused_password_is_said_in_words_with_its_stage_and_is_in_no_line()
    {
        var end = await TryAsync(["wrong", Password]);

        end.Should().Be(TrialEnd.Refused, Written);
        Written.Should().Contain("Login error. It ended while: Signing in.").And.Contain("DemoBank.SignInAsync").And.NotContain(Password);
    }

    [Fact]
    public async Task What_only_a_person_can_do_ends_a_trial_that_shows_no_window()
    {
        var end = await TryAsync(["drag", Password]);

        end.Should().Be(TrialEnd.NobodyHelped, Written);
        Written.Should().Contain("prove that you are a person").And.Contain("--window");
    }

    [Fact]
    public async Task A_bank_account_that_the_login_does_not_show_is_answered_with_those_that_it_does()
    {
        var end = await TryAsync(["ana", Password], "--account", "999-1");

        end.Should().Be(TrialEnd.Failed, Written);
        Written.Should().Contain("001-204518-3").And.Contain("001-204519-1");
    }

    [Fact]
    public async Task An_input_that_ends_before_the_bank_has_its_answer_ends_the_trial()
    {
        var end = await TryAsync(["sms", Password]);

        end.Should().Be(TrialEnd.NobodyHelped, Written);
        Written.Should().Contain("The input ended");
    }

    [Fact]
    public async Task Stopping_it_ends_the_browser_and_leaves_nothing_of_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var silent = new BlockingReader(["sms", Password]);

        var trying = TryAsync(silent, stop.Token);
        await Until.ReadAsync(() => Task.FromResult(Written), text => text.Contains("code of 6 digits", StringComparison.Ordinal));
        await stop.CancelAsync();

        (await trying).Should().Be(TrialEnd.Stopped, Written);
        Profiles().Should().BeEmpty();
    }

    [Fact]
    public async Task A_host_that_the_driver_does_not_declare_is_named()
    {
        await using var bank = await FaultyBank.StartAsync("", "<img src='http://pictures.example.test/a.png'><p>One moment, please.</p>", Cancelled);

        var end = await TryAsync(["ana", Password], $"--Banks:LoginPages:demo-bank={bank.Address}/", "--Outbound:Allow:0=127.0.0.1", "--Browser:StepTimeout=00:00:10");

        end.Should().Be(TrialEnd.Failed, Written);
        Written.Should().Contain("pictures.example.test").And.Contain("Step: see ").And.NotContain(Password);
    }

    [Fact]
    public async Task A_recording_needs_a_folder_with_nothing_in_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "01.html"), "", Cancelled);

        var end = await TryAsync([], "--record", _folder);

        end.Should().Be(TrialEnd.WrongUse, Written);
        Written.Should().Contain(_folder).And.Contain("not empty");
    }

    [Fact]
    public async Task A_bank_that_nobody_knows_is_answered_with_those_that_are_known()
    {
        var end = await TryBankCommand.RunAsync(["no-bank", .. Settings("")], NewTerminal(TextReader.Null), Cancelled);

        end.Should().Be((int)TrialEnd.WrongUse);
        Written.Should().Contain("'no-bank'").And.Contain("demo-bank");
    }

    [Fact]
    public async Task The_app_hands_the_command_over()
    {
        string[] arguments = ["try-bank", "demo-bank", "--form"];

        var end = await Task.Run(() => (int)typeof(Reconbanker.Web.ReconbankerApp).Assembly.EntryPoint!.Invoke(null, [arguments])!, Cancelled);

        end.Should().Be((int)TrialEnd.WrongUse);
    }

    /// <param name="lines">Null is the code that is on the demo phone by then.</param>
    private async Task<TrialEnd> TryAsync(string?[] lines, params string[] options)
    {
        using var input = new PhoneReader(lines, () => Phone().Match(Written).Value);
        return await TryAsync(input, Cancelled, options);
    }

    private async Task<TrialEnd> TryAsync(TextReader input, CancellationToken stop, params string[] options)
    {
        var browser = await chromium.ChromiumAsync(Cancelled);
        return (TrialEnd)await TryBankCommand.RunAsync(["demo-bank", .. options, .. Settings(browser.ExecutablePath)], NewTerminal(input), stop);
    }

    private string[] Settings(string browser) =>
    [
        $"--Reconbanker:DataDirectory={Path.Combine(_folder, "data")}", "--Demo:Url=http://demo-bank.localhost:0",
        $"--Browser:ExecutablePath={browser}", "--Browser:AllowWithoutSandbox=true",
    ];

    private Terminal NewTerminal(TextReader input)
    {
        var writer = TextWriter.Synchronized(new LockedWriter(_written));
        return new Terminal(input, writer, writer, isKeyboard: false);
    }

    // On the disk or in memory, whichever this machine has.
    private List<string> Profiles()
    {
        var data = Path.Combine(_folder, "data-try-bank");
        var memory = MemoryRoom.Open(Machine.Here().MemoryFolder, data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var left = new[] { Path.Combine(data, "browser"), memory }.OfType<string>()
            .Select(room => Path.Combine(room, "temporary")).Where(Directory.Exists).SelectMany(Directory.GetDirectories).ToList();
        if (memory is not null)
        {
            Directory.Delete(memory, recursive: true);
        }

        return left;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}  ", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"http://demo-bank\.localhost:\d+/(?=phone)")]
    private static partial Regex Phone();

    /// <summary>Writes where a test reads at the same time.</summary>
    private sealed class LockedWriter(StringWriter written) : StringWriter
    {
        public override void Write(char value)
        {
            lock (written)
            {
                written.Write(value);
            }
        }

        public override void Write(string? value)
        {
            lock (written)
            {
                written.Write(value);
            }
        }

        public override void WriteLine(string? value) => Write(value + NewLine);
    }

    private sealed class PhoneReader(IEnumerable<string?> lines, Func<string> demo) : TextReader
    {
        private readonly Queue<string?> _lines = new(lines);

        public override string? ReadLine() => _lines.TryDequeue(out var line) ? line ?? Code().GetAwaiter().GetResult() : null;

        private async Task<string> Code()
        {
            using var visitor = new Visitor(new Uri(demo()));
            return (await visitor.OpenAsync("/phone")).Find("sms-code")!.TextContent.Trim();
        }
    }

    /// <summary>A person who types the first lines and then looks away.</summary>
    private sealed class BlockingReader(IEnumerable<string> lines) : TextReader
    {
        private readonly Queue<string> _lines = new(lines);
        private readonly ManualResetEventSlim _closed = new();

        public override string? ReadLine()
        {
            if (_lines.TryDequeue(out var line))
            {
                return line;
            }

            _closed.Wait();
            return null;
        }

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
