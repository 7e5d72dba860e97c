package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.provider.auth.Authorizer;
import dev.signalbox.gateway.provider.auth.HeaderKey;
import dev.signalbox.gateway.wire.codec.HostForm;
import dev.signalbox.gateway.wire.model.ApiFormat;
import java.util.Map;

/**
 * One API of a provider: its format, and how it is asked.
 *
 * @param endpoints where its operations are
 * @param authorizer makes the headers that let its calls be taken
 * @param headers sent with every call that says nothing else there
 * @param form what the host has otherwise than the API's maker
 */
public record ProviderApi(
    ApiFormat format,
    Endpoints endpoints,
    Authorizer authorizer,
    Map<String, String> headers,
    HostForm form) {
  public ProviderApi {
    headers = Map.copyOf(headers);
  }

  /** An API whose credential goes out as {@code Authorization: Bearer}. */
  public static ProviderApi bearing(ApiFormat format, Endpoints endpoints) {
    return new ProviderApi(format, endpoints, HeaderKey.BEARER, Map.of(), HostForm.MAKERS);
  }

  /** An API whose credential goes out in a header of its own. */
  public static ProviderApi keyed(ApiFormat format, Endpoints endpoints, String keyHeader) {
    return new ProviderApi(format, endpoints, HeaderKey.in(keyHeader), Map.of(), HostForm.MAKERS);
  }

  /** The same with {@code name} in every call. */
  ProviderApi sending(String name, String value) {
    return new ProviderApi(format, endpoints, authorizer, Map.of(name, value), form);
  }

  /** The same whose calls are authorised by {@code other}. */
  public ProviderApi authorizedBy(Authorizer other) {
    return new ProviderApi(format, endpoints, other, headers, form);
  }

  /** The same at a host that has it in a form of its own. */
  public ProviderApi inForm(HostForm other) {
    return new ProviderApi(format, endpoints, authorizer, headers, other);
  }
}
