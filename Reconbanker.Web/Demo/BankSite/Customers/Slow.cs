namespace Reconbanker.Web.Demo.BankSite.Customers;

/// <summary>Every page takes two to four seconds, and movements arrive in pieces.</summary>
public sealed class Slow(TimeProvider clock) : Customer
{
    private const int Pieces = 4;
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(300);
    private static readonly int[] DelaysInMs = [2_000, 3_100, 4_000, 2_600];
    private int _requests;

    public override string UserName => "slow";
    public override string Holder => "Paciencia Lenta e Hijos S.A.";
    public override string WhatHappens => BankTexts.SlowHappens;
    public override CustomerGroup Group => CustomerGroup.Trouble;

    public override IReadOnlyList<BankAccount> Accounts { get; } =
        [new("005-200320-1", "Business account", "USD", 51_300.40m, FirstDocument: 47_601)];

    public override async Task ServeAsync(BankSession session, HttpContext context, RequestDelegate next)
    {
        var delay = DelaysInMs[(Interlocked.Increment(ref _requests) - 1) % DelaysInMs.Length];
        await Task.Delay(TimeSpan.FromMilliseconds(delay), clock, context.RequestAborted);
        if (context.Request.Path.StartsWithSegments("/accounts", out var rest) && rest.HasValue)
        {
            await ServeInPiecesAsync(context, next);
        }
        else
        {
            await next(context);
        }
    }

    public override void Reset() => Volatile.Write(ref _requests, 0);

    private async Task ServeInPiecesAsync(HttpContext context, RequestDelegate next)
    {
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = wire;
        }

        foreach (var piece in whole.ToArray().Chunk(1 + ((int)whole.Length / Pieces)))
        {
            await wire.WriteAsync(piece, context.RequestAborted);
            await wire.FlushAsync(context.RequestAborted);
            await Task.Delay(BetweenPieces, clock, context.RequestAborted);
        }
    }
}
