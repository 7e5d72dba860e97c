package dev.signalbox.gateway.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.config.schema.JsonSchema;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Kinds;
import dev.signalbox.gateway.config.schema.Section;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.ProviderType;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A virtual gateway as JSON. Beside its own keys it has those of {@code [[providers]]} that say how
 * its upstream is called.
 */
public final class GatewayDocument {
  private static final Key<String> ID =
      Key.required("id", CommonKinds.PROVIDER_ID, "unique, the part of its path");
  private static final Key<String> NAME =
      Key.of("name", CommonKinds.LABEL, "", "what people call it");
  private static final Key<Boolean> ENABLED =
      Key.of("enabled", Kinds.flag(), true, "whether it takes requests");
  private static final Key<URI> UPSTREAM =
      Key.required("upstream_url", CommonKinds.HTTP_ADDRESS, "address, with or without /v1");
  private static final Key<String> MODEL =
      Key.required("model", CommonKinds.MODEL_NAME, "the name that its upstream knows");
  private static final Key<Optional<String>> CUSTOM_MODEL =
      Key.optional("custom_model", CommonKinds.MODEL_NAME, "the name that its clients use");
  private static final Key<Boolean> ANY_MODEL =
      Key.of("any_model", Kinds.flag(), true, "whether every other name stands for it too");
  private static final Key<Optional<String>> PROFILE =
      Key.optional("profile", CommonKinds.PROFILE_ID, "profile of requests that name none");

  /** Types whose addresses are made of keys that a gateway has not. */
  private static final Set<ProviderType> OF_FURTHER_KEYS =
      Set.of(
          ProviderTypes.AZURE_OPENAI,
          ProviderTypes.BEDROCK,
          ProviderTypes.VERTEX,
          ProviderTypes.SIMULATOR);

  private static final Key<String> UPSTREAM_TYPE =
      Key.of(
          ProviderKeys.TYPE.name(),
          Kinds.oneOf(upstreamTypes()),
          "openai_chat",
          "what kind of service its upstream is");

  /** Keys of a provider that a gateway has as well. */
  private static final List<Key<?>> OF_PROVIDER =
      List.of(
          ProviderKeys.API_KEY,
          ProviderKeys.DIALECT,
          ProviderKeys.STREAM_USAGE,
          ProviderKeys.HEADERS,
          ProviderKeys.CONNECT_TIMEOUT,
          ProviderKeys.FIRST_BYTE_TIMEOUT,
          ProviderKeys.IDLE_TIMEOUT,
          ProviderKeys.TOTAL_TIMEOUT,
          ProviderKeys.ALLOW_PRIVATE,
          ProviderKeys.MAKER,
          ProviderKeys.REQUESTS_PER_MINUTE,
          ProviderKeys.TOKENS_PER_MINUTE,
          ProviderKeys.MAX_IN_FLIGHT);

  private static final Section<Values> SECTION =
      Section.of(
          Stream.concat(
                  Stream.of(
                      ID,
                      NAME,
                      ENABLED,
                      UPSTREAM,
                      UPSTREAM_TYPE,
                      MODEL,
                      CUSTOM_MODEL,
                      ANY_MODEL,
                      AppKeys.PROTOCOLS,
                      PROFILE),
                  OF_PROVIDER.stream())
              .toList(),
          values -> values);

  /** The keys whose values are secrets. */
  public static final List<String> SECRETS = ProviderDocument.SECRETS;

  private GatewayDocument() {}

  /** A JSON Schema of what {@link #read} takes. */
  public static ObjectNode schema() {
    return JsonSchema.of(SECTION);
  }

  /** A JSON Schema of what is said of one that is there. */
  public static ObjectNode changes() {
    return JsonSchema.ofChanges(SECTION);
  }

  /**
   * The gateway that {@code document} describes.
   *
   * @throws ConfigException naming every key at fault and what is allowed there
   */
  public static VirtualGateway read(ObjectNode document) {
    Values values = Documents.read(SECTION, "", document);
    Set<Protocol> chosen = AppKeys.chosen(values);
    String model = values.get(MODEL);
    return new VirtualGateway(
        values.get(ID),
        values.get(NAME),
        values.get(ENABLED),
        upstream(document, values),
        model,
        values.get(CUSTOM_MODEL).orElse(model),
        values.get(ANY_MODEL),
        chosen,
        values.get(PROFILE));
  }

  private static ProviderConfig upstream(ObjectNode document, Values values) {
    ObjectNode provider =
        JsonNodeFactory.instance
            .objectNode()
            .put(ProviderKeys.ID.name(), values.get(ID))
            .put(ProviderKeys.TYPE.name(), values.get(UPSTREAM_TYPE))
            .put(ProviderKeys.ENDPOINT.name(), values.get(UPSTREAM).toString());
    provider.putArray(ProviderKeys.MODELS.name()).add(values.get(MODEL));
    for (Key<?> key : OF_PROVIDER) {
      if (document.has(key.name())) {
        provider.set(key.name(), document.get(key.name()));
      }
    }
    return ProviderDocument.read(provider).called(VirtualGateway.upstreamOf(values.get(ID)));
  }

  /** The types that an address and a key describe. */
  private static List<String> upstreamTypes() {
    return ProviderTypes.all().stream()
        .filter(type -> !OF_FURTHER_KEYS.contains(type))
        .map(ProviderType::id)
        .toList();
  }
}
