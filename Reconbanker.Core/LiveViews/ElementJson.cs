using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconbanker.Core.LiveViews;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PageElements.Described[]))]
internal sealed partial class ElementJson : JsonSerializerContext;
