using Reconbanker.Web;

var app = ReconbankerApp.Create(args);
await app.RunAsync();

/// <summary>Named for the tests, which start the app as a person would.</summary>
public sealed partial class Program;
