package dev.signalbox.gateway;

import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.node.Node;
import dev.signalbox.analytics.node.NodeTable;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Place;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends reservations that no request can be behind any more: those of nodes that are gone, and those
 * that are older than any request. Done by the node that leads.
 *
 * @param leaseMillis how long a reservation of a node that lives may be open
 */
record Sweep(Store store, InstantSource clock, LongSupplier leaseMillis) {
  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final Duration ALONE = Duration.ofMinutes(1);
  private static final Duration SHARED = Duration.ofSeconds(5);

  void addTo(Chores chores) {
    boolean shared = store.database().place() instanceof Place.Server;
    chores.every(
        shared ? SHARED : ALONE,
        () ->
            store.membership().leads()
                ? chores
                    .done(this::run)
                    .onFailure(cause -> log.warn("old reservations could not be ended", cause))
                : Future.succeededFuture());
  }

  private void run() {
    store.membership().exclusively(Membership.Once.SWEEP, this::end);
  }

  private void end() {
    store.money().reconciliation().endBefore(clock.millis() - leaseMillis.getAsLong());
    int ended = store.money().reconciliation().endOf(gone());
    if (ended > 0) {
      log.warn("{} reservations of nodes that are gone were ended", ended);
    }
  }

  /** Names of the nodes that are gone, by number. */
  private Map<Integer, String> gone() {
    Membership membership = store.membership();
    if (store.database().place() instanceof Place.Folder) {
      return Map.of();
    }
    List<Node> nodes = NodeTable.all(store.database().reading(Area.CONTROL));
    Set<Integer> gone = membership.gone(nodes);
    return nodes.stream()
        .filter(node -> gone.contains(node.number()))
        .collect(Collectors.toMap(Node::number, node -> node.self().name()));
  }
}
