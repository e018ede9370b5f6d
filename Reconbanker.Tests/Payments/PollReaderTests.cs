using System.Text;
using FluentAssertions;
using Reconbanker.Core.Payments;
using Xunit;

namespace Reconbanker.Tests.Payments;

/// <summary>Faults F55 to F57 at the reader of answers: junk, too much, and ids that stand twice.</summary>
public sealed class PollReaderTests
{
    private const string One = """{"external_id":"o-1","amount":"10.5","currency":"USD","name":"Alice"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("[" + One + "]", 1)]
    [InlineData("""{"data":[]}""", 0)]
    [InlineData("""{"page":{"n":[1,{"data":[2]}]},"data":[""" + One + """],"next":null}""", 1)]
    [InlineData("  [ [1], " + One + " ] ", 1)]
    public async Task A_list_is_an_array_or_the_data_of_an_object(string body, int payments)
    {
        var (outcome, reader) = await ReadAsync(Encoding.UTF8.GetBytes(body));

        outcome.Should().Be(PollOutcome.Complete);
        reader.Payments.Count.Should().Be(payments);
    }

    [Theory]
    [InlineData("""{"unexpected":true}""")]
    [InlineData("""{"error":"down","items":[1]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[],"data":[]}""")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task Json_without_a_list_is_refused(string body) =>
        (await ReadAsync(Encoding.UTF8.GetBytes(body))).Outcome.Should().Be(PollOutcome.NoList);

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("[" + One)]
    [InlineData("[" + One + ",")]
    [InlineData("[{\"external_id\":\"o")]
    [InlineData("[" + One + "] []")]
    [InlineData("[" + One + "]x")]
    [InlineData("[NaN]")]
    [InlineData("// comment\n[]")]
    public async Task What_is_no_whole_json_is_refused(string body) =>
        (await ReadAsync(Encoding.UTF8.GetBytes(body))).Outcome.Should().Be(PollOutcome.NotJson);

    [Fact]
    public async Task Other_encodings_and_byte_order_marks_are_refused()
    {
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
        {
            byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes($"[{One}]")];

            (await ReadAsync(body)).Outcome.Should().Be(PollOutcome.NotJson, encoding.EncodingName);
        }
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);

        (await ReadAsync(Encoding.UTF8.GetBytes(deep))).Outcome.Should().Be(PollOutcome.NotJson);
    }

    [Fact]
    public async Task What_breaks_is_shown_from_the_row_that_breaks()
    {
        var (outcome, reader) = await ReadAsync(Encoding.UTF8.GetBytes($$"""[{{One}},{"external_id":"o-2",,}]"""));

        outcome.Should().Be(PollOutcome.NotJson);
        reader.Payments.Rows.Should().Be(1);
        Encoding.UTF8.GetString(reader.Unread).Should().StartWith(""",{"external_id":"o-2",,""");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Pieces_of_any_size_make_the_same_list(int piece)
    {
        var rows = Enumerable.Range(1, 3000).Select(n => $$"""{"external_id":"ñ-{{n}}","amount":{{n}}.25,"currency":"USD","name":"José Ñandú {{n}}"}""");
        var body = Encoding.UTF8.GetBytes($$"""{"meta":"ñ","data":[{{string.Join(",\n", rows)}}]}""");

        var reader = new PollReader(new DrippingStream(body, piece));
        (await reader.ReadAsync(Cancelled)).Should().Be(PollOutcome.Complete);

        reader.Payments.Count.Should().Be(3000);
        reader.Payments.Payments.Sum(p => p.Amount.Amount).Should().Be((3000m * 3001m / 2m) + (3000m * 0.25m));
    }

    [Fact]
    public async Task Fifty_thousand_rows_are_read_and_one_more_is_too_many()
    {
        (await new PollReader(new RowStream(50_000)).ReadAsync(Cancelled)).Should().Be(PollOutcome.Complete);

        (await new PollReader(new RowStream(50_001)).ReadAsync(Cancelled)).Should().Be(PollOutcome.TooLarge);
    }

    [Fact]
    public async Task A_list_without_end_is_left_after_the_row_that_is_too_many()
    {
        var endless = new RowStream(long.MaxValue);

        (await new PollReader(endless).ReadAsync(Cancelled)).Should().Be(PollOutcome.TooLarge);

        endless.BytesRead.Should().BeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_row_and_an_answer_of_too_many_bytes_are_refused()
    {
        var row = Encoding.UTF8.GetBytes($$"""[{"external_id":"o-1","note":"{{new string('x', 2 * 1024 * 1024)}}"}]""");
        (await ReadAsync(row)).Outcome.Should().Be(PollOutcome.TooLarge);

        var blanks = new DrippingStream(new byte[70 * 1024 * 1024].Select(_ => (byte)' ').ToArray(), int.MaxValue);
        (await new PollReader(blanks).ReadAsync(Cancelled)).Should().Be(PollOutcome.TooLarge);
    }

    [Fact]
    public async Task An_id_that_stands_twice_counts_once_when_both_say_the_same_and_not_at_all_when_they_differ()
    {
        var other = One.Replace("10.5", "11");
        var bad = One.Replace("USD", "XXX").Replace("o-1", "o-2");
        var good = One.Replace("o-1", "o-2");

        var same = (await ReadAsync(Encoding.UTF8.GetBytes($"[{One},{One}]"))).Reader.Payments;
        (same.Count, same.Rows, same.Rejected).Should().Be((1, 2, 0));

        foreach (var order in new[] { $"[{One},{other},{One},{good},{bad}]", $"[{bad},{good},{other},{One},{One}]" })
        {
            var twice = (await ReadAsync(Encoding.UTF8.GetBytes(order))).Reader.Payments;
            (twice.Count, twice.Rejected).Should().Be((0, 5));
            twice.Rejections.Select(r => r.Row).Should().Equal(1, 2, 3, 4, 5);
            twice.Rejections.Count(r => r.Reason == RejectionReason.IdTwice).Should().Be(4);
            twice.Present.Should().BeEquivalentTo("o-1", "o-2");
        }
    }

    private static async Task<(PollOutcome Outcome, PollReader Reader)> ReadAsync(byte[] body)
    {
        var reader = new PollReader(new MemoryStream(body));
        return (await reader.ReadAsync(Cancelled), reader);
    }

    /// <summary>Gives at most so many bytes at once, as networks do.</summary>
    private sealed class DrippingStream(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    /// <summary>A list of so many payments that is made while it is read.</summary>
    private sealed class RowStream(long rows) : MemoryStream
    {
        private long _row;
        private byte[] _left = "["u8.ToArray();

        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left.Length == 0 && _row <= rows)
            {
                var comma = _row is 0 || _row == rows ? "" : ",";
                _left = Encoding.UTF8.GetBytes(_row == rows
                    ? "]"
                    : $$"""{{comma}}{"external_id":"o-{{_row}}","amount":"10.50","currency":"USD","name":"Alice López"}""");
                _row++;
            }

            var length = Math.Min(_left.Length, buffer.Length);
            _left.AsMemory(0, length).CopyTo(buffer);
            _left = _left[length..];
            BytesRead += length;
            return ValueTask.FromResult(length);
        }
    }
}
