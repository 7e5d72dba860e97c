package dev.signalbox.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Closes connections that do nothing: no first request within the time for a head, or none under
 * way for longer than the idle time. Connections that wait for an answer are left alone, however
 * long a model thinks. Lives on one event loop.
 */
final class ConnectionWatch {
  private static final long SWEEP_MILLIS = 1_000;

  private final HttpSettings.Bounds bounds;
  private final LongSupplier clockNanos;
  private final Map<HttpConnection, Activity> open = new HashMap<>();

  private static final class Activity {
    long quietSince;
    boolean used;
    int requests;
  }

  ConnectionWatch(HttpSettings.Bounds bounds, LongSupplier clockNanos) {
    this.bounds = bounds;
    this.clockNanos = clockNanos;
  }

  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  /** Takes a new connection; closes it at once when there are too many. */
  void opened(HttpConnection connection) {
    if (open.size() >= bounds.connections()) {
      connection.close();
      return;
    }
    Activity activity = new Activity();
    activity.quietSince = clockNanos.getAsLong();
    open.put(connection, activity);
    connection.closeHandler(_ -> open.remove(connection));
  }

  /** A request has begun on {@code connection}. */
  void begun(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null) {
      activity.used = true;
      activity.requests++;
    }
  }

  /** A request on {@code connection} is over. */
  void over(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null) {
      activity.requests--;
      activity.quietSince = clockNanos.getAsLong();
    }
  }

  private void sweep() {
    long now = clockNanos.getAsLong();
    for (Map.Entry<HttpConnection, Activity> entry : new ArrayList<>(open.entrySet())) {
      Activity activity = entry.getValue();
      long limit = activity.used ? bounds.idle().toNanos() : bounds.head().toNanos();
      if (activity.requests == 0 && now - activity.quietSince > limit) {
        entry.getKey().close();
      }
    }
  }
}
