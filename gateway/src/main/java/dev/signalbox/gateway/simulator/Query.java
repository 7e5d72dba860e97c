package dev.signalbox.gateway.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;

/** Reads the query of a request's address. */
final class Query {
  private Query() {}

  /** The path before the query, as it came. */
  static String path(String uri) {
    int mark = uri.indexOf('?');
    return mark < 0 ? uri : uri.substring(0, mark);
  }

  /** The first value of the parameter {@code name}. */
  static Optional<String> value(String uri, String name) {
    return new QueryStringDecoder(uri)
        .parameters().getOrDefault(name, List.of()).stream().findFirst();
  }
}
