using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconbanker.Core.LiveViews;

/// <summary>
/// Says what Chromium would say in a bubble of its own, which is in no picture: that a field is not filled in as it must be, and that a page
/// asks for a passkey. There is nothing here that could hold one, so such a call fails at once, and the page can offer another way.
/// </summary>
internal static class PageTelling
{
    /// <summary>The function that the script calls with what there is to say.</summary>
    public const string Tell = "liveViewTell";

    /// <summary>Characters of what a page says of a field.</summary>
    private const int LongestText = 200;

    // The page's own world cannot call us, and its calls cannot be seen from ours: an event carries the news across.
    private const string Passkey = "live-view-passkey";

    /// <summary>Runs in our world.</summary>
    public const string Source = $$"""
        if (!globalThis.liveViewTells) {
          globalThis.liveViewTells = true;
          {{PageScript.Words}}
          let actedAt = -Infinity;

          const tell = (news, tries) => globalThis.{{Tell}}
            ? globalThis.{{Tell}}(JSON.stringify(news))
            : tries > 0 && setTimeout(tell, 250, news, tries - 1); // it is put there when a person comes

          for (const kind of ['pointerdown', 'click', 'keydown']) {
            addEventListener(kind, e => {
              if (e.isTrusted && (kind !== 'keydown' || e.key === 'Enter' || e.key === ' ')) {
                actedAt = performance.now();
              }
            }, true);
          }

          const focused = () => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) {
              element = element.shadowRoot.activeElement;
            }
            return element;
          };

          // Of the fields that are not valid, the bubble is at the one that has the focus when all have been asked; none without a person.
          const onInvalid = e => {
            const field = e.composedPath()[0];
            setTimeout(() => {
              if (!e.defaultPrevented && field === focused() && field.validationMessage && performance.now() - actedAt < 5000) {
                tell({ kind: 'field', label: labelOf(field), text: short(field.validationMessage, 200) }, 4);
              }
            });
          };

          const roots = new WeakSet();
          const meet = e => e.composedPath().filter(node => node instanceof ShadowRoot && !roots.has(node)).forEach(root => {
            roots.add(root);
            root.addEventListener('invalid', onInvalid, true);
          });

          addEventListener('invalid', onInvalid, true);
          addEventListener('pointerdown', meet, true);
          addEventListener('focusin', meet, true);
          document.addEventListener('{{Passkey}}', () => tell({ kind: 'passkey', label: '', text: '' }, 2400));
        }
        """;

    /// <summary>
    /// Runs in the page's own world. What a page asks for quietly, among the proposals of a field, is said to be impossible beforehand, and
    /// bothers nobody.
    /// </summary>
    public const string PasskeySource = $$"""
        (() => {
          const container = globalThis.CredentialsContainer?.prototype;
          for (const name of container ? ['get', 'create'] : []) {
            const native = container[name];
            container[name] = { [name](options) {
              if (!options?.publicKey || options.signal?.aborted || (name === 'get' && options.mediation === 'conditional')) {
                return native.apply(this, arguments);
              }

              if (options.mediation !== 'conditional') {
                document.dispatchEvent(new Event('{{Passkey}}'));
              }

              return Promise.reject(new DOMException('There is no authenticator here.', 'NotAllowedError'));
            } }[name];
          }

          if (globalThis.PublicKeyCredential) {
            const isAvailable = { isConditionalMediationAvailable: () => Promise.resolve(false) };
            Object.assign(PublicKeyCredential, isAvailable);
          }
        })();
        """;

    /// <param name="call">A call of <see cref="Tell"/>.</param>
    /// <returns>Null if it is none that the script makes.</returns>
    public static ViewNotice? Read(JsonElement call) =>
        call.GetProperty("name").GetString() != Tell || Parse(call.GetProperty("payload").GetString()!) is not { } news ? null : news.Kind switch
        {
            "field" => new(ViewNoticeKind.FieldRefused, PageText.Line(news.Label), PageText.Line(news.Text, LongestText)),
            "passkey" => new(ViewNoticeKind.PasskeyAsked),
            _ => null,
        };

    private static News? Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, NewsJson.Default.News);
        }
        catch (JsonException)
        {
            return null; // a page that has taken over its process can say anything
        }
    }

    internal sealed record News(string Kind, string Label, string Text);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PageTelling.News))]
internal sealed partial class NewsJson : JsonSerializerContext;
