using System.Text;
using FluentAssertions;
using Reconbanker.Core.Webhooks;
using Xunit;

namespace Reconbanker.Tests.Webhooks;

public sealed class AnswerTextTests
{
    private static readonly Uri Url = new("https://hooks.example.com/in/s%C3%A9cret?key=query-secret");

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("\u001b[31mred\u0007\0", "[31mred")]
    [InlineData("right\u202eto left\u200b\ufeff", "rightto left")]
    [InlineData("sent tok=482/913 back", "sent ••• back")]
    [InlineData("encoded tok%3D482%2F913", "encoded •••")]
    [InlineData("base64 dG9rPTQ4Mi85MTM=", "base64 •••")]
    [InlineData("no route /in/s%C3%A9cret?key=query-secret", "no route /•••?•••")]
    [InlineData("no route /in/sécret", "no route /•••")]
    public void An_answer_becomes_one_safe_line_without_our_secrets(string answer, string kept) =>
        AnswerText.Clean(Encoding.UTF8.GetBytes(answer), Url, "tok=482/913").Should().Be(kept);

    [Fact]
    public void A_character_is_never_cut_in_half()
    {
        var answer = new string('a', 1999) + "😀 and more";

        AnswerText.Clean(Encoding.UTF8.GetBytes(answer), Url, null).Should().Be(new string('a', 1999));
    }

    [Fact]
    public void Bytes_that_are_no_text_do_no_harm() =>
        AnswerText.Clean([0xff, 0xfe, 0x00, 0x1f, 0x8b, 0x41], Url, null).Should().Be("\ufffd\ufffd\ufffdA");
}
