using FluentAssertions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconbanker.Core;
using Reconbanker.Core.Data;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class WebhookOptionsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"reconbanker-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void The_usual_retries_take_three_days()
    {
        Read().Schedule.Should().HaveCount(9).And.BeInAscendingOrder();
        Read().Schedule.Sum(delay => delay.TotalHours).Should().BeApproximately(75.5, 0.1);
    }

    [Fact]
    public void The_retries_that_are_configured_replace_the_usual_ones() =>
        Read(("Webhooks:RetryDelays:0", "00:00:01"), ("Webhooks:RetryDelays:1", "00:00:02"))
            .Schedule.Should().Equal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData("Webhooks:Timeout", "00:02:00", "Timeout")]
    [InlineData("Webhooks:Lanes", "0", "Lanes")]
    [InlineData("Webhooks:RetryDelays:0", "00:00:00", "RetryDelays")]
    public void What_makes_no_sense_is_refused_at_the_start(string key, string value, string named)
    {
        var read = () => Read((key, value));

        read.Should().Throw<OptionsValidationException>().WithMessage($"*{named}*");
    }

    private WebhookOptions Read(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddReconbankerCore(new DataFolder(_path))
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<WebhookOptions>>().Value;
    }
}
