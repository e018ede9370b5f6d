using System.Text.Json;

namespace Reconbanker.Core.Payments;

/// <summary>Reads the list out of an answer while it streams in: an array, or an object whose "data" is one. It holds one row at a time.</summary>
internal sealed class PollReader(Stream body)
{
    public const int MostRows = 50_000;
    public const long MostBytes = 64 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    /// <summary>One row, or one text of what surrounds the list.</summary>
    private const int LargestPiece = 1024 * 1024;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _length;
    private int _consumed;
    private JsonReaderState _state;
    private Place _place = Place.Start;
    private bool _isInObject;
    private bool _hasList;
    private int _skippedDepth;

    private enum Place { Start, Object, Data, Other, Skipped, List, End }

    public PolledPayments Payments { get; } = new();

    /// <summary>What has been read and not understood yet: where it breaks.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_consumed, _length - _consumed);

    /// <returns><see cref="PollOutcome.Complete"/> only when every byte of it was understood.</returns>
    public async Task<PollOutcome> ReadAsync(CancellationToken cancellationToken)
    {
        long total = 0;
        while (true)
        {
            var room = _buffer.Length - _length;
            var read = await body.ReadAtLeastAsync(_buffer.AsMemory(_length), room, throwOnEndOfStream: false, cancellationToken);
            total += read;
            _length += read;
            var isEnd = read < room;
            if (total > MostBytes)
            {
                return PollOutcome.TooLarge;
            }

            if (Consume(isEnd) is { } outcome)
            {
                return outcome;
            }

            if (!TryMakeRoom())
            {
                return PollOutcome.TooLarge;
            }
        }
    }

    private bool TryMakeRoom()
    {
        Unread.CopyTo(_buffer);
        (_length, _consumed) = (_length - _consumed, 0);
        if (_length < _buffer.Length)
        {
            return true;
        }

        if (_buffer.Length >= LargestPiece)
        {
            return false;
        }

        Array.Resize(ref _buffer, _buffer.Length * 2);
        return true;
    }

    /// <summary>Null when more has to be read.</summary>
    private PollOutcome? Consume(bool isEnd)
    {
        try
        {
            var start = _consumed;
            var reader = new Utf8JsonReader(_buffer.AsSpan(start, _length - start), isEnd, _state);
            while (true)
            {
                var before = reader;
                var isMoreNeeded = !reader.Read();
                if (!isMoreNeeded && _place == Place.List && reader.TokenType != JsonTokenType.EndArray)
                {
                    isMoreNeeded = !TryReadRow(ref reader, start);
                    if (Payments.Rows > MostRows)
                    {
                        return PollOutcome.TooLarge;
                    }
                }
                else if (!isMoreNeeded && !TryGoOn(ref reader))
                {
                    return PollOutcome.NoList;
                }

                if (isMoreNeeded)
                {
                    _state = before.CurrentState;
                    return !isEnd ? null : _hasList ? PollOutcome.Complete : PollOutcome.NoList;
                }

                _consumed = start + (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            return PollOutcome.NotJson;
        }
    }

    /// <summary>False when it is not there to its end yet.</summary>
    private bool TryReadRow(ref Utf8JsonReader reader, int start)
    {
        var from = start + (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return false;
        }

        using var row = JsonDocument.Parse(_buffer.AsMemory(from, start + (int)reader.BytesConsumed - from));
        Payments.Add(RowParser.Parse(row.RootElement));
        return true;
    }

    /// <summary>Follows what is around the list. False when there is no list where one has to be.</summary>
    private bool TryGoOn(ref Utf8JsonReader reader)
    {
        switch (_place, reader.TokenType)
        {
            case (Place.Start or Place.Data, JsonTokenType.StartArray) when !_hasList:
                (_place, _hasList) = (Place.List, true);
                return true;
            case (Place.Start, JsonTokenType.StartObject):
                (_place, _isInObject) = (Place.Object, true);
                return true;
            case (Place.Start or Place.Data, _):
                return false;
            case (Place.Object, JsonTokenType.PropertyName):
                _place = reader.ValueTextEquals("data"u8) ? Place.Data : Place.Other;
                return true;
            case (Place.Other, JsonTokenType.StartObject or JsonTokenType.StartArray):
                (_place, _skippedDepth) = (Place.Skipped, reader.CurrentDepth);
                return true;
            case (Place.Other, _):
                _place = Place.Object;
                return true;
            case (Place.Skipped, JsonTokenType.EndObject or JsonTokenType.EndArray) when reader.CurrentDepth == _skippedDepth:
                _place = Place.Object;
                return true;
            case (Place.List, _):
                _place = _isInObject ? Place.Object : Place.End;
                return true;
            case (Place.Object, _):
                _place = Place.End;
                return true;
            default:
                return true;
        }
    }
}
