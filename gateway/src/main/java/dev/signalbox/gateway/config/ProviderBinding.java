package dev.signalbox.gateway.config;

import dev.signalbox.gateway.config.ProviderConfig.AzureForm;
import dev.signalbox.gateway.config.schema.Key;
import dev.signalbox.gateway.config.schema.Place;
import dev.signalbox.gateway.config.schema.Values;
import dev.signalbox.gateway.provider.ProviderType;
import dev.signalbox.gateway.provider.ProviderTypes;
import dev.signalbox.gateway.wire.model.Protocol;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Makes a provider of its keys, and checks those that depend on its type. */
final class ProviderBinding {
  private ProviderBinding() {}

  static Optional<ProviderConfig> make(Values values) {
    ProviderType type = values.get(ProviderKeys.TYPE);
    checkOwner(values, ProviderTypes.SIMULATOR, ProviderKeys.OF_SIMULATOR);
    checkOwner(values, ProviderTypes.AZURE_OPENAI, ProviderKeys.OF_AZURE);
    checkOwner(values, ProviderTypes.VERTEX, ProviderKeys.OF_VERTEX);
    checkOwner(values, ProviderTypes.BEDROCK, ProviderKeys.OF_BEDROCK);
    BedrockBinding.check(values);
    checkComplete(values, type);
    checkTokens(values, type);
    Optional<VertexConfig> vertex =
        type == ProviderTypes.VERTEX ? VertexBinding.make(values) : Optional.empty();
    if (values.get(ProviderKeys.INSECURE_TLS) && type != ProviderTypes.LOCAL) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.INSECURE_TLS),
              "may be true only for `provider_type = \"local\"`: keys would go to anybody");
    }
    return values.areSound() ? Optional.of(provider(values, type, vertex)) : Optional.empty();
  }

  private static void checkOwner(Values values, ProviderType owner, List<Key<?>> keys) {
    ProviderType type = values.get(ProviderKeys.TYPE);
    if (type == owner) {
      return;
    }
    String rest =
        "is only for `provider_type = \"%s\"`, not for `%s`".formatted(owner.id(), type.id());
    keys.stream()
        .filter(values::has)
        .forEach(key -> values.report().wrong(values.place(key), rest));
  }

  private static void checkComplete(Values values, ProviderType type) {
    type.neededEndpoint()
        .ifPresent(example -> need(values, ProviderKeys.ENDPOINT, "such as `" + example + "`"));
    if (type == ProviderTypes.SIMULATOR) {
      need(values, ProviderKeys.PROTOCOL, ProviderKeys.PROTOCOL.kind().allowed());
    }
    if (type == ProviderTypes.AZURE_OPENAI
        && values.get(ProviderKeys.API_FORM) == AzureForm.DEPLOYMENT) {
      need(values, ProviderKeys.DEPLOYMENT, "the deployment's name, or else `api_form = \"v1\"`");
    }
  }

  /** Tokens are in place of keys. */
  private static void checkTokens(Values values, ProviderType type) {
    if (values.has(ProviderKeys.OAUTH)
        && (values.has(ProviderKeys.API_KEY)
            || type == ProviderTypes.VERTEX
            || type == ProviderTypes.BEDROCK
            || type == ProviderTypes.SIMULATOR)) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.OAUTH),
              values.has(ProviderKeys.API_KEY)
                  ? "cannot stand beside `api_key`"
                  : "is not for `provider_type = \"%s\"`".formatted(type.id()));
    }
    boolean named =
        values.get(ProviderKeys.MODELS).stream().anyMatch(model -> model.api().isPresent());
    if (named && type != ProviderTypes.VERTEX && type != ProviderTypes.BEDROCK) {
      values
          .report()
          .wrong(
              values.place(ProviderKeys.MODELS),
              "may have `api` only for `provider_type = \"vertex\"` or `\"bedrock\"`");
    }
  }

  private static void need(Values values, Key<? extends Optional<?>> key, String what) {
    if (values.get(key).isPresent()) {
      return;
    }
    Place place = values.place(key);
    String type = values.get(ProviderKeys.TYPE).id();
    values
        .report()
        .say(
            place,
            "`%s`%s needs the key `%s` for `provider_type = \"%s\"`: %s"
                .formatted(place.path(), place.at(), key.name(), type, what));
  }

  private static ProviderConfig provider(
      Values values, ProviderType type, Optional<VertexConfig> vertex) {
    return new ProviderConfig(
        values.get(ProviderKeys.ID),
        type,
        values.get(ProviderKeys.ENABLED),
        values.get(ProviderKeys.API_KEY),
        values.get(ProviderKeys.ENDPOINT).map(ProviderBinding::withoutSlash),
        new ProviderConfig.Azure(
            values.get(ProviderKeys.API_FORM),
            values.get(ProviderKeys.DEPLOYMENT),
            values.get(ProviderKeys.API_VERSION)),
        BedrockBinding.bedrock(values),
        values.get(ProviderKeys.DIALECT),
        values.get(ProviderKeys.STREAM_USAGE),
        values.get(ProviderKeys.MODELS),
        lowerCase(values.get(ProviderKeys.HEADERS)),
        new ProviderConfig.Connection(
            values.get(ProviderKeys.PROXY),
            values.get(ProviderKeys.MAX_CONNECTIONS),
            values.get(ProviderKeys.MAX_WAITING),
            values.get(ProviderKeys.HTTP2),
            values.get(ProviderKeys.INSECURE_TLS),
            values.get(ProviderKeys.ALLOW_PRIVATE)),
        new ProviderConfig.Timeouts(
            values.get(ProviderKeys.CONNECT_TIMEOUT),
            values.get(ProviderKeys.FIRST_BYTE_TIMEOUT),
            values.get(ProviderKeys.IDLE_TIMEOUT),
            values.get(ProviderKeys.TOTAL_TIMEOUT)),
        hosting(values, type),
        new ProviderConfig.Quota(
            whole(values.get(ProviderKeys.REQUESTS_PER_MINUTE)),
            values
                .get(ProviderKeys.TOKENS_PER_MINUTE)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()),
            whole(values.get(ProviderKeys.MAX_IN_FLIGHT))),
        values.get(ProviderKeys.BREAKER),
        values.get(ProviderKeys.OAUTH),
        vertex,
        values.get(ProviderKeys.PROTOCOL).map(protocol -> simulator(values, protocol)));
  }

  private static ProviderConfig.Hosting hosting(Values values, ProviderType type) {
    return new ProviderConfig.Hosting(
        values.get(ProviderKeys.MAKER),
        Set.copyOf(values.get(ProviderKeys.REGIONS)),
        Set.copyOf(values.get(ProviderKeys.CLEARANCES)),
        values.get(ProviderKeys.KEEPS_NOTHING),
        values
            .get(ProviderKeys.LOCAL)
            .orElse(type == ProviderTypes.LOCAL || type == ProviderTypes.SIMULATOR));
  }

  private static OptionalInt whole(Optional<Integer> value) {
    return value.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static ProviderConfig.Simulator simulator(Values values, Protocol protocol) {
    return new ProviderConfig.Simulator(
        protocol,
        values.get(ProviderKeys.SEED),
        values.get(ProviderKeys.FIRST_TOKEN_DELAY),
        values.get(ProviderKeys.TOKEN_DELAY),
        values.get(ProviderKeys.FAULTS));
  }

  private static URI withoutSlash(URI address) {
    String text = address.toString();
    return text.endsWith("/") ? URI.create(text.replaceAll("/+$", "")) : address;
  }

  private static Map<String, Secret> lowerCase(Map<String, Secret> headers) {
    var result = new LinkedHashMap<String, Secret>();
    headers.forEach((name, value) -> result.put(name.toLowerCase(Locale.ROOT), value));
    return result;
  }
}
