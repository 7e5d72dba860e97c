package dev.signalbox.gateway.http;

import dev.signalbox.gateway.net.LateFlush;
import dev.signalbox.gateway.protect.ConnectionCap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Ends connections that do nothing: no first request within the time for a head, none under way for
 * longer than the idle time, or a client that leaves an answer unread; and where there is no room
 * for others, those that have been idle for longest. Connections that wait for an answer are left
 * alone, however long a model thinks. Lives on one event loop.
 */
final class ConnectionWatch {
  private static final long SWEEP_MILLIS = 250;

  /** Without room for others, a connection may be idle for so long and no longer. */
  private static final Duration BRIEFLY = Duration.ofSeconds(1);

  /** Without room for others, one of so many connections ends at a time: one of twenty a second. */
  private static final int SHARE = 80;

  private final Bounds bounds;
  private final ConnectionCap cap;
  private final LongSupplier clockNanos;
  private final Runnable lateHead;
  private final Map<HttpConnection, Activity> open = new HashMap<>();
  private Optional<Entrance> entrance = Optional.empty();

  /** Those without a request, each in one of the three, the one that waits longest first. */
  private final Set<Activity> fresh = new LinkedHashSet<>();

  private final Set<Activity> idle = new LinkedHashSet<>();
  private final Set<Activity> unread = new LinkedHashSet<>();

  /**
   * How long what may take.
   *
   * @param write longest time a client may read nothing of an answer
   */
  record Bounds(Duration head, Duration idle, Duration write) {
    static Bounds of(HttpSettings settings) {
      return new Bounds(
          settings.bounds().head(), settings.bounds().idle(), settings.limits().clientWrite());
    }
  }

  private static final class Activity {
    final HttpConnection connection;
    long since;
    int requests;
    long bytes;

    Activity(HttpConnection connection) {
      this.connection = connection;
    }
  }

  /**
   * A watch.
   *
   * @param cap counts the connections of all event loops
   * @param lateHead told of each connection that sent no head in time
   */
  ConnectionWatch(Bounds bounds, ConnectionCap cap, LongSupplier clockNanos, Runnable lateHead) {
    this.bounds = bounds;
    this.cap = cap;
    this.clockNanos = clockNanos;
    this.lateHead = lateHead;
  }

  void start(Vertx vertx) {
    vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  /** Takes a new connection. */
  void opened(HttpConnection connection) {
    LateFlush.of(connection);
    pass(connection);
    Activity activity = new Activity(connection);
    activity.since = clockNanos.getAsLong();
    open.put(connection, activity);
    fresh.add(activity);
    connection.closeHandler(_ -> closed(connection));
  }

  private void pass(HttpConnection connection) {
    if (connection instanceof HttpServerConnection own) {
      entrance = Entrance.of(own, cap);
      entrance.ifPresent(passed -> passed.passed(own));
    }
  }

  /** Lets nobody in any more; {@code done} is run, on any thread, when that is so. */
  void shut(Runnable done) {
    entrance.ifPresentOrElse(passed -> passed.close(done), done);
  }

  /** Whether there are connections. */
  boolean areOpen() {
    return !open.isEmpty();
  }

  /** Whether the first request of a connection is still to come. */
  boolean isExpecting() {
    return !fresh.isEmpty() || entrance.filter(Entrance::isExpecting).isPresent();
  }

  private void closed(HttpConnection connection) {
    Activity activity = open.remove(connection);
    if (activity != null) {
      busy(activity);
    }
  }

  private void busy(Activity activity) {
    fresh.remove(activity);
    idle.remove(activity);
    unread.remove(activity);
  }

  /** A request has begun on {@code connection}. */
  void begun(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null) {
      activity.requests++;
      busy(activity);
    }
  }

  /** A request on {@code connection} is over; its answer may still be on its way. */
  void over(HttpConnection connection) {
    Activity activity = open.get(connection);
    if (activity != null && --activity.requests == 0) {
      activity.since = clockNanos.getAsLong();
      activity.bytes = Cut.unread(connection);
      (activity.bytes == 0 ? idle : unread).add(activity);
    }
  }

  private void sweep() {
    long now = clockNanos.getAsLong();
    for (Activity late : due(fresh, now, bounds.head())) {
      lateHead.run();
      Cut.now(late.connection);
    }
    due(idle, now, bounds.idle()).forEach(late -> Cut.now(late.connection));
    List.copyOf(unread).forEach(each -> lookAt(each, now));
    if (cap.isFull()) {
      makeRoom(now);
    }
  }

  private void makeRoom(long now) {
    List<Activity> unused = due(fresh, now, BRIEFLY);
    unused.addAll(due(idle, now, BRIEFLY));
    unused.sort(Comparator.comparingLong(activity -> activity.since));
    unused.stream()
        .limit(1 + open.size() / SHARE)
        .forEach(activity -> Cut.now(activity.connection));
  }

  private static List<Activity> due(Set<Activity> waiting, long now, Duration time) {
    List<Activity> due = new ArrayList<>(0);
    for (Activity each : waiting) {
      if (now - each.since <= time.toNanos()) {
        break;
      }
      due.add(each);
    }
    return due;
  }

  private void lookAt(Activity reading, long now) {
    long bytes = Cut.unread(reading.connection);
    if (bytes == 0) {
      unread.remove(reading);
      reading.since = now;
      idle.add(reading);
    } else if (bytes < reading.bytes) {
      reading.bytes = bytes;
      reading.since = now;
    } else if (now - reading.since > bounds.write().toNanos()) {
      Cut.now(reading.connection);
    }
  }
}
