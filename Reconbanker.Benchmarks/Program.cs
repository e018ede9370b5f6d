using Reconbanker.Benchmarks;
using Reconbanker.Benchmarks.LiveViews;
using Reconbanker.Benchmarks.Support;

if (args is [Child.Word, var plan])
{
    return await Child.RunAsync(plan);
}

if (args is [LiveChild.Word, .. var words])
{
    return await LiveChild.RunAsync(words);
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
return await Bench.RunAsync(Bench.Suites, args, Console.Out, interrupted.Token);
