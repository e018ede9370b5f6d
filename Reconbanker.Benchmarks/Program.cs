using Reconbanker.Benchmarks;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
return await Bench.RunAsync(Bench.Suites, args, Console.Out, interrupted.Token);
