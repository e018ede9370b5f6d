namespace Reconbanker.Core.Drivers;

/// <summary>The code that a bank asks for as its second factor.</summary>
/// <param name="Length">Characters of the code.</param>
/// <param name="Channel">How it reaches the human, e.g. "SMS", as the bank says it.</param>
public sealed record CodeRequest(int Length, CodeKind Kind, string Channel);

public enum CodeKind { Digits, LettersAndDigits }
