package dev.signalbox.gateway.provider.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Makes the headers that let one outgoing request be taken. Used by all event loops at once, and
 * equal to another that does the same: whoever has a new configuration keeps the connections of a
 * provider that is still called in the same way.
 */
public interface Authorizer {
  /**
   * The headers to add to {@code outgoing}, by lower-case name. Done at once where nothing has to
   * be fetched; else done on any thread. Fails with an {@link Unauthorized}.
   */
  Future<Map<String, String>> authorize(Outgoing outgoing);

  /**
   * Takes back {@code headers} that were made here and that the provider refused with 401; whether
   * asking again may give others.
   */
  default boolean refused(Map<String, String> headers) {
    return false;
  }

  /**
   * The same for headers that the provider refused with another error, which is all here; whether
   * asking again may give others.
   */
  default boolean refused(Map<String, String> headers, Refusal refusal) {
    return false;
  }

  /** What it tells providers now, beside credentials, that nobody else may read. */
  default List<String> secrets() {
    return List.of();
  }
}
