package dev.signalbox.gateway.http;

import dev.signalbox.gateway.protect.ConnectionCap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Closes connections that do nothing: no first request within the time for a head, or none under
 * way for longer than the idle time; and where there is no room for others, those that have been
 * idle for longest. Connections that wait for an answer are left alone, however long a model
 * thinks. Lives on one event loop.
 */
final class ConnectionWatch {
  private static final long SWEEP_MILLIS = 1_000;

  /** Without room for others, a connection may be idle for so long and no longer. */
  private static final long BRIEFLY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Without room for others, one of so many connections is closed a second. */
  private static final int SHARE = 20;

  private final HttpSettings.Bounds bounds;
  private final ConnectionCap cap;
  private final LongSupplier clockNanos;
  private final Map<HttpConnection, Activity> open = new HashMap<>();

  private static final class Activity {
    long quietSince;
    boolean used;
    int requests;
  }

  ConnectionWatch(HttpSettings.Bounds bounds, ConnectionCap cap, LongSupplier clockNanos) {
    this.bounds = bounds;
    this.cap = cap;
    this.clockNanos = clockNanos;
  }

  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  /** Takes a new connection. */
  void opened(HttpConnection connection) {
    Entrance.passed(connection, cap);
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
    List<Map.Entry<HttpConnection, Activity>> idle = new ArrayList<>();
    for (Map.Entry<HttpConnection, Activity> entry : new ArrayList<>(open.entrySet())) {
      Activity activity = entry.getValue();
      long limit = activity.used ? bounds.idle().toNanos() : bounds.head().toNanos();
      if (activity.requests == 0 && now - activity.quietSince > limit) {
        entry.getKey().close();
      } else if (activity.requests == 0 && now - activity.quietSince > BRIEFLY_NANOS) {
        idle.add(entry);
      }
    }
    if (cap.isFull()) {
      makeRoom(idle);
    }
  }

  private void makeRoom(List<Map.Entry<HttpConnection, Activity>> idle) {
    idle.sort(Comparator.comparingLong(entry -> entry.getValue().quietSince));
    idle.stream().limit(1 + open.size() / SHARE).forEach(entry -> entry.getKey().close());
  }
}
