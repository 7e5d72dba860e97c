package dev.signalbox.gateway.http;

import dev.signalbox.gateway.wire.model.Protocol;
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
  Endpoint {
    doors = Map.copyOf(doors);
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
