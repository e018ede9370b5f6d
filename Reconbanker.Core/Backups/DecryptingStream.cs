namespace Reconbanker.Core.Backups;

/// <summary>Decrypts what is read from it, a chunk at a time: nothing of a chunk comes out before the whole of it is known to be genuine.</summary>
internal sealed class DecryptingStream(Stream source, byte[] key) : Stream
{
    private readonly ChunkCipher _cipher = new(key);
    private readonly byte[] _plain = new byte[ChunkCipher.PlainLength];

    // One byte more than a chunk, to know whether another follows.
    private readonly byte[] _sealed = new byte[ChunkCipher.SealedLength + 1];
    private int _ahead;
    private int _from;
    private int _to;
    private bool _isAtEnd;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BackupException">What comes next was changed, or is missing.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_from == _to && !_isAtEnd)
        {
            var length = _ahead + await source.ReadAtLeastAsync(
                _sealed.AsMemory(_ahead), _sealed.Length - _ahead, throwOnEndOfStream: false, cancellationToken);
            _isAtEnd = length <= ChunkCipher.SealedLength;
            var chunk = Math.Min(length, ChunkCipher.SealedLength);
            (_from, _to) = (0, _cipher.Decrypt(_sealed.AsSpan(0, chunk), _plain, _isAtEnd));
            _ahead = length - chunk;
            _sealed[0] = _sealed[chunk];
        }

        var taken = Math.Min(buffer.Length, _to - _from);
        _plain.AsMemory(_from, taken).CopyTo(buffer);
        _from += taken;
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        base.Dispose(disposing);
    }
}
