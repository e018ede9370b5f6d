namespace Reconbanker.Web.Demo.Phone;

/// <summary>What a customer keeps at hand for logging in.</summary>
public abstract class PhonePaper;
