package dev.signalbox.gateway;

import dev.signalbox.analytics.node.Membership;
import dev.signalbox.gateway.admin.facts.ConfigState;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.replica.Readiness;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** What a process tells of itself, to balancers and other nodes, from its start to its end. */
final class Presence {
  private final Vertx vertx;
  private final GatewayConfig start;
  private final IntSupplier port;
  private final Readiness readiness;
  private volatile Membership membership = Membership.alone();

  /**
   * That of a process that starts.
   *
   * @param port that it listens on
   */
  Presence(Vertx vertx, GatewayConfig start, IntSupplier port) {
    this.vertx = vertx;
    this.start = start;
    this.port = port;
    this.readiness = new Readiness(() -> membership.standing(), start.cluster().unreadyAfter());
  }

  /** It has joined others, or is alone. */
  void joined(Store store) {
    membership = store.membership();
  }

  /** Whether it is to be sent requests. */
  Readiness.State readiness() {
    return readiness.state();
  }

  /** Tells other nodes which configuration it serves. */
  void serves(ConfigState state) {
    membership.serves(NodeWiring.addressOf(start, membership, port.getAsInt()), state.revision());
  }

  /** Follows others as long as {@code chores} are done. */
  void follow(Chores chores, InstantSource clock, Reconfiguration changes) {
    NodeWiring.addTo(
        chores, changes.parts().store(), NodeWiring.followingOf(vertx, clock, changes));
  }

  /** It serves from now on. */
  void begin(ConfigState state) {
    serves(state);
    readiness.started();
  }

  /** Says that it is to be sent no more; done when a balancer had time to turn to others. */
  Future<?> leave() {
    boolean said = readiness.state() == Readiness.State.DRAINING;
    readiness.leaving();
    long millis = start.cluster().leave().toMillis();
    if (said || millis == 0 || membership.standing().stand() == Membership.Stand.ALONE) {
      return Future.succeededFuture();
    }
    // not by a timer of Vert.x, whose threads could not close it to the end
    Promise<Void> over = Promise.promise();
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(over::complete);
    return over.future();
  }

  /** It serves no more, so it follows nobody. */
  void ended() {
    membership.follow(_ -> {});
  }
}
