package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.HeaderKey;
import dev.signalbox.gateway.wire.formats.ApiVariant;
import dev.signalbox.gateway.wire.formats.PlainVariant;
import dev.signalbox.gateway.wire.model.ApiFormat;
import java.util.Map;

/**
 * One API of a provider: its format, and how it is asked.
 *
 * @param endpoints where its operations are
 * @param authorizer makes the headers that let its calls be taken
 * @param headers sent with every call that says nothing else there
 * @param variant how it is spoken otherwise than by the maker of the format
 * @param scope the models it serves
 */
public record ProviderApi(
    ApiFormat format,
    Endpoints endpoints,
    Authorizer authorizer,
    Map<String, String> headers,
    ApiVariant variant,
    ModelScope scope) {
  public ProviderApi {
    headers = Map.copyOf(headers);
  }

  /** The API as the maker of its format has it, for all models. */
  private static ProviderApi plain(ApiFormat format, Endpoints endpoints, Authorizer authorizer) {
    return new ProviderApi(
        format, endpoints, authorizer, Map.of(), PlainVariant.NONE, ModelScope.ALL);
  }

  /** An API whose credential goes out as {@code Authorization: Bearer}. */
  public static ProviderApi bearing(ApiFormat format, Endpoints endpoints) {
    return plain(format, endpoints, HeaderKey.BEARER);
  }

  /** An API whose credential goes out in a header of its own. */
  public static ProviderApi keyed(ApiFormat format, Endpoints endpoints, String keyHeader) {
    return plain(format, endpoints, HeaderKey.in(keyHeader));
  }

  /** The same with {@code name} in every call. */
  ProviderApi sending(String name, String value) {
    return new ProviderApi(format, endpoints, authorizer, Map.of(name, value), variant, scope);
  }

  /** The same whose calls are authorised by {@code other}. */
  public ProviderApi authorizedBy(Authorizer other) {
    return new ProviderApi(format, endpoints, other, headers, variant, scope);
  }

  /** The same as a service has it that speaks the format in its own way. */
  public ProviderApi spokenAs(ApiVariant other) {
    return new ProviderApi(format, endpoints, authorizer, headers, other, scope);
  }

  /** The same for the models of {@code only}. */
  public ProviderApi serving(ModelScope only) {
    return new ProviderApi(format, endpoints, authorizer, headers, variant, only);
  }
}
