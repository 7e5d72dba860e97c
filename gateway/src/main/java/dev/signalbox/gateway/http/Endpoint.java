package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.model.Protocol;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What stands at one path.
 *
 * @param protocol whose shape its errors have
 * @param name its name in records, such as {@code chat/completions}
 * @param doors the doors by method
 */
record Endpoint(Protocol protocol, String name, Map<HttpMethod, Door> doors) {
  /** The lists of models: one path below {@code /v1} for the clients of two APIs. */
  static final String MODELS = "models";

  /** A path where nothing stands. */
  static final String UNKNOWN = "unknown";

  Endpoint {
    doors = Map.copyOf(doors);
  }

  /**
   * The same in Anthropic's shape where the path leaves it open and the request is one of
   * Anthropic's SDKs: these send {@code anthropic-version}, and their key as {@code x-api-key}.
   */
  Endpoint inShapeFor(MultiMap headers) {
    boolean shared = protocol == Protocol.CHAT && (name.equals(MODELS) || name.equals(UNKNOWN));
    return shared && isAnthropic(headers) ? new Endpoint(Protocol.ANTHROPIC, name, doors) : this;
  }

  private static boolean isAnthropic(MultiMap headers) {
    return headers.contains("anthropic-version")
        || (headers.contains("x-api-key") && !headers.contains(HttpHeaders.AUTHORIZATION));
  }

  static Endpoint post(Protocol protocol, String name, Door door) {
    return new Endpoint(protocol, name, Map.of(HttpMethod.POST, door));
  }

  static Endpoint get(Protocol protocol, String name, Door door) {
    return new Endpoint(protocol, name, Map.of(HttpMethod.GET, door));
  }

  /** The door for {@code method}; {@code HEAD} uses that of {@code GET}. */
  Optional<Door> door(HttpMethod method) {
    HttpMethod asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
    return Optional.ofNullable(doors.get(asked));
  }

  /** The allowed methods, as the {@code Allow} header lists them. */
  String allowed() {
    return doors.keySet().stream()
        .map(HttpMethod::name)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }
}
