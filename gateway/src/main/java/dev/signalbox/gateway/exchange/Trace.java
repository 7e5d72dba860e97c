package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.gateway.provider.UpstreamSpec;
import dev.signalbox.gateway.route.Routing;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks on at one request while it is served, for systems that follow it through others too. Lives
 * on the request's event loop; never blocks and never fails.
 */
public interface Trace {
  /** Looks on at nothing. */
  Trace NONE = new Trace() {};

  /** The trace as other systems know it, by W3C; empty text where none is kept. */
  default String id() {
    return "";
  }

  /** How it was routed. */
  default void routed(Routing.Route route) {}

  /** Its body, as it goes on from the guard. */
  default void asks(byte[] body) {}

  /** Takes the bytes of its answer; empty where nobody wants them. */
  default Optional<Consumer<Buffer>> answer() {
    return Optional.empty();
  }

  /**
   * A call to a provider begins.
   *
   * @param hedge whether another one is under way
   */
  default CallTrace calling(UpstreamSpec provider, Target target, boolean hedge) {
    return CallTrace.NONE;
  }

  /** An attempt ended before anybody was called. */
  default void turnedAway(AttemptRecord attempt) {}

  /** The request is over. */
  default void ended(Exchange exchange, RequestRecord record) {}
}
