package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.net.LateFlush;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections to providers that are open, of all event loops. Used by all of them. */
public final class OpenConnections {
  private final Map<String, Integer> byProvider = new ConcurrentHashMap<>();

  /** Counts {@code connection} to the provider {@code id} until it is closed. */
  void opened(String id, HttpConnection connection) {
    LateFlush.of(connection);
    byProvider.merge(id, 1, Integer::sum);
    connection.closeHandler(
        _ -> byProvider.computeIfPresent(id, (_, open) -> open == 1 ? null : open - 1));
  }

  /** How many there are, by the id of the provider; none for those that have none. */
  public Map<String, Integer> all() {
    return Map.copyOf(byProvider);
  }
}
