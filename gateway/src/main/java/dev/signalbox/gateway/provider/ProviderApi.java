package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.model.ApiFormat;
import java.util.Map;

/**
 * One API of a provider: its format, and how it is asked.
 *
 * @param endpoints where its operations are
 * @param keyHeader the header that the credential goes out in
 * @param keyPrefix what stands before the credential there; may be empty
 * @param headers sent with every call that says nothing else there
 */
public record ProviderApi(
    ApiFormat format,
    Endpoints endpoints,
    String keyHeader,
    String keyPrefix,
    Map<String, String> headers) {
  public ProviderApi {
    headers = Map.copyOf(headers);
  }

  /** An API whose credential goes out as {@code Authorization: Bearer}. */
  public static ProviderApi bearing(ApiFormat format, Endpoints endpoints) {
    return new ProviderApi(format, endpoints, "authorization", "Bearer ", Map.of());
  }

  /** An API whose credential goes out in a header of its own. */
  public static ProviderApi keyed(ApiFormat format, Endpoints endpoints, String keyHeader) {
    return new ProviderApi(format, endpoints, keyHeader, "", Map.of());
  }

  /** The same with {@code name} in every call. */
  ProviderApi sending(String name, String value) {
    return new ProviderApi(format, endpoints, keyHeader, keyPrefix, Map.of(name, value));
  }

  /** What the header of the credential says for {@code key}. */
  String authorization(Credential key) {
    return keyPrefix + key.value();
  }
}
