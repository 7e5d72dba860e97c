package dev.signalbox.gateway.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last requests a simulator got, bounded by their number and the bytes of their bodies. All
 * methods may be called from any thread; the object's monitor guards all fields.
 */
final class RequestLog {
  /** Most bytes of bodies kept. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final int MAX_EXPECTED = 100_000;

  private final int capacity;
  private final Deque<Received> kept = new ArrayDeque<>();
  private final Map<Integer, Promise<Received>> expected = new HashMap<>();
  private long bytes;
  private int arrived;

  RequestLog(int capacity) {
    this.capacity = capacity;
  }

  void add(Received received) {
    Promise<Received> waited = keep(received);
    waited.tryComplete(received);
  }

  private synchronized Promise<Received> keep(Received received) {
    Promise<Received> waited = expected.getOrDefault(arrived, Promise.promise());
    expected.remove(arrived);
    arrived++;
    kept.addLast(received);
    bytes += received.body().length();
    while (kept.size() > capacity || (bytes > MAX_BYTES && !kept.isEmpty())) {
      bytes -= kept.removeFirst().body().length();
    }
    return waited;
  }

  synchronized List<Received> kept() {
    return new ArrayList<>(kept);
  }

  synchronized int arrived() {
    return arrived;
  }

  /** The request with this 0-based number since the start, once it is there and if it is kept. */
  synchronized Future<Received> arrival(int number) {
    if (number < arrived) {
      int index = number - (arrived - kept.size());
      return index < 0
          ? Future.failedFuture("request " + number + " is no longer kept")
          : Future.succeededFuture(new ArrayList<>(kept).get(index));
    }
    if (expected.size() >= MAX_EXPECTED) {
      return Future.failedFuture("too many requests are waited for");
    }
    return expected.computeIfAbsent(number, _ -> Promise.promise()).future();
  }
}
