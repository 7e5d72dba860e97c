package dev.signalbox.gateway.reach;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/** Asks the system, on threads of its own: a slow name server holds up nobody else. */
public final class SystemResolver implements HostResolver {
  private static final int THREADS = 4;

  private final WorkerExecutor threads;

  /** A resolver whose threads are shared by all that are made on {@code vertx}. */
  public SystemResolver(Vertx vertx) {
    this.threads = vertx.createSharedWorkerExecutor("names", THREADS);
  }

  @Override
  public Future<List<InetAddress>> resolve(String host) {
    return threads
        .executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
        .map(Objects::requireNonNull);
  }
}
