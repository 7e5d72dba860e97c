package dev.signalbox.gateway.provider.auth;

import io.vertx.core.Future;
import java.util.Map;

/**
 * A key that goes out as it is.
 *
 * @param header the header that it goes out in, in lower case
 * @param prefix what stands before it there; may be empty
 */
public record HeaderKey(String header, String prefix) implements Authorizer {
  /** A key that goes out as {@code Authorization: Bearer}. */
  public static final HeaderKey BEARER = new HeaderKey("authorization", "Bearer ");

  private static final Future<Map<String, String>> NOTHING = Future.succeededFuture(Map.of());

  /** A key in a header of its own. */
  public static HeaderKey in(String header) {
    return new HeaderKey(header, "");
  }

  @Override
  public Future<Map<String, String>> authorize(Outgoing outgoing) {
    return outgoing.credential().isEmpty()
        ? NOTHING
        : Future.succeededFuture(Map.of(header, prefix + outgoing.credential().get().value()));
  }
}
