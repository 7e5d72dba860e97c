package dev.signalbox.gateway.reach;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host name. */
@FunctionalInterface
public interface HostResolver {
  /** All addresses of {@code host}; fails when it has none. */
  Future<List<InetAddress>> resolve(String host);
}
