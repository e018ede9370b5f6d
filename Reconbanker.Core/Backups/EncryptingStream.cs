namespace Reconbanker.Core.Backups;

/// <summary>Encrypts what is written to it. Without <see cref="CompleteAsync"/> what it wrote is not whole, and nobody takes it for whole.</summary>
internal sealed class EncryptingStream(Stream target, byte[] key) : Stream
{
    private readonly ChunkCipher _cipher = new(key);
    private readonly byte[] _plain = new byte[ChunkCipher.PlainLength];
    private readonly byte[] _sealed = new byte[ChunkCipher.SealedLength];
    private int _filled;
    private long _length;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            // A full chunk leaves only when more comes: it might be the last.
            if (_filled == _plain.Length)
            {
                await LeaveAsync(isLast: false, cancellationToken);
            }

            var taken = Math.Min(buffer.Length, _plain.Length - _filled);
            buffer[..taken].CopyTo(_plain.AsMemory(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written to asynchronously.");

    public Task CompleteAsync(CancellationToken cancellationToken) => LeaveAsync(isLast: true, cancellationToken);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        base.Dispose(disposing);
    }

    private async Task LeaveAsync(bool isLast, CancellationToken cancellationToken)
    {
        var length = _cipher.Encrypt(_plain.AsSpan(0, _filled), _sealed, isLast);
        await target.WriteAsync(_sealed.AsMemory(0, length), cancellationToken);
        _filled = 0;
    }
}
