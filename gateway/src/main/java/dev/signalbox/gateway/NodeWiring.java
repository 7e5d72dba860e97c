package dev.signalbox.gateway;

import dev.signalbox.analytics.node.Changes;
import dev.signalbox.analytics.node.Membership;
import dev.signalbox.analytics.node.Node;
import dev.signalbox.analytics.node.SharedPart;
import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.gateway.config.GatewayConfig;
import dev.signalbox.gateway.replica.Following;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration to what this process is among those that share its database. */
final class NodeWiring {
  private static final Logger log = LoggerFactory.getLogger(NodeWiring.class);

  /** What the command line changes in a folder counts here as soon. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private NodeWiring() {}

  /** How records name this process; empty text where nobody else shares the database. */
  static String nameOf(GatewayConfig config) {
    return config.database().server().isEmpty()
        ? Store.ONLY_NODE
        : config.cluster().node().orElseGet(NodeWiring::host);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }

  /** Joins those that share {@code database}; blocks. */
  static Membership membershipOf(GatewayConfig config, Database database) {
    return switch (database.place()) {
      case Place.Folder _ -> Membership.alone();
      case Place.Server _ ->
          Membership.join(
              database,
              new Node.Self(
                  Long.toHexString(new SecureRandom().nextLong()),
                  nameOf(config),
                  host(),
                  Version.current()),
              config.cluster().lease());
    };
  }

  /** Where a process that shares its database says that it can be reached. */
  static String addressOf(GatewayConfig config, Membership membership, int port) {
    boolean everywhere = config.server().host().matches("0\\.0\\.0\\.0|::|\\[::]");
    String host = everywhere ? membership.self().host() : config.server().host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** What is read anew when another process has changed it, each on worker threads. */
  static Following followingOf(Vertx vertx, InstantSource clock, Reconfiguration changes) {
    Reconfiguration.Parts parts = changes.parts();
    Map<SharedPart, Supplier<Future<?>>> followed = new EnumMap<>(SharedPart.class);
    for (SharedPart part : SharedPart.values()) {
      followed.put(
          part,
          switch (part) {
            case KEYS, PEOPLE -> () -> parts.access().followed(vertx);
            case REGISTRATIONS -> changes::follow;
            case PROFILES ->
                () -> done(vertx, () -> parts.profiles().learn(parts.store().profiles().load()));
            case CLUSTERS -> () -> done(vertx, () -> parts.clusters().refresh(clock.instant()));
            case CANARIES -> () -> done(vertx, () -> standDown(changes.live(), parts.store()));
          });
    }
    return new Following(followed);
  }

  private static void standDown(Live live, Store store) {
    store
        .stops()
        .ifPresent(
            stops ->
                TrialWiring.standDown(
                    live.routing().trial().canary(), live.config().trial(), stops));
  }

  private static Future<?> done(Vertx vertx, Runnable work) {
    return vertx.executeBlocking(
        () -> {
          work.run();
          return true;
        },
        false);
  }

  /** Has {@code following} see what is changed: by other nodes, or by commands. */
  static void addTo(Chores chores, Store store, Following following) {
    if (store.database().place() instanceof Place.Server) {
      store.membership().follow(following::see);
      return;
    }
    chores.every(
        LOOK,
        () ->
            chores
                .done(
                    () -> following.see(Changes.revisions(store.database().reading(Area.CONTROL))))
                .onFailure(cause -> log.warn("what has changed could not be read", cause)));
  }
}
