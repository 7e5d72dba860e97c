package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.ConfigProblem;
import dev.signalbox.gateway.config.schema.JsonSchema;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.provider.ProviderTypes;
import java.util.List;

/** A provider as JSON, with the keys of {@code [[providers]]}. */
public final class ProviderDocument {
  /** The keys whose values are secrets. */
  public static final List<String> SECRETS =
      List.of(
          ProviderKeys.API_KEY.name(),
          ProviderKeys.ACCESS_KEY_ID.name(),
          ProviderKeys.SECRET_ACCESS_KEY.name(),
          ProviderKeys.SESSION_TOKEN.name(),
          ProviderKeys.HEADERS.name(),
          ProviderKeys.OAUTH.name(),
          ProviderKeys.SERVICE_ACCOUNT.name());

  private ProviderDocument() {}

  /** A JSON Schema of what {@link #read} takes. */
  public static ObjectNode schema() {
    return withoutProxy(JsonSchema.of(ProviderKeys.SECTION));
  }

  /** A JSON Schema of what is said of one that is there. */
  public static ObjectNode changes() {
    return withoutProxy(JsonSchema.ofChanges(ProviderKeys.SECTION));
  }

  private static ObjectNode withoutProxy(ObjectNode schema) {
    schema.withObjectProperty("properties").remove(ProviderKeys.PROXY.name());
    return schema;
  }

  /**
   * The provider that {@code document} describes. Where it does not say {@code allow_private}, only
   * a provider of type {@code local} may be on this machine or an inner network.
   *
   * @throws ConfigException naming every key at fault and what is allowed there
   */
  public static ProviderConfig read(ObjectNode document) {
    if (document.has(ProviderKeys.PROXY.name())) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  new Place(Documents.SOURCE, 0, ProviderKeys.PROXY.name()),
                  "`proxy` can be set in the configuration file only")));
    }
    ProviderConfig provider = Documents.read(ProviderKeys.SECTION, "", document);
    return provider.checkedAt(
        provider.connection().allowPrivate().orElse(provider.type() == ProviderTypes.LOCAL));
  }
}
