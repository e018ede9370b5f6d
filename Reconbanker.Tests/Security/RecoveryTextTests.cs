using FluentAssertions;
using Reconbanker.Core.Security;
using Xunit;

namespace Reconbanker.Tests.Security;

public sealed class RecoveryTextTests
{
    [Fact]
    public void A_key_is_read_back_as_a_person_may_type_it()
    {
        for (var i = 0; i < 200; i++)
        {
            var key = VaultKey.Make();
            var text = RecoveryText.Write(key);

            text.Should().MatchRegex("^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$");
            RecoveryText.Read(text)!.Bytes.Should().Equal(key.Bytes);
            RecoveryText.Read(text.ToLowerInvariant().Replace("-", " \n ").Replace('0', 'o').Replace('1', 'l'))!.Bytes.Should().Equal(key.Bytes);
        }
    }

    [Fact]
    public void Any_one_character_that_is_wrong_is_noticed()
    {
        var text = RecoveryText.Write(VaultKey.Make());
        var read = 0;
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(c => c != text[i] && text[i] != '-'))
            {
                read += RecoveryText.Read(text[..i] + wrong + text[(i + 1)..]) is null ? 0 : 1;
            }
        }

        // The last character before the check has four bits to spare, and of the rest one in a million may pass.
        read.Should().BeLessThanOrEqualTo(16);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA-BBBB")]
    [InlineData("UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU-UUUU")]
    public void What_is_no_key_is_read_as_none(string? typed) => RecoveryText.Read(typed).Should().BeNull();
}
