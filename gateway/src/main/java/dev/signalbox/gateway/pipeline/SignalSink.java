package dev.signalbox.gateway.pipeline;

import java.time.Instant;
import java.util.List;

/** Takes what the gateway says against answers. */
@FunctionalInterface
public interface SignalSink {
  /** Takes nothing. */
  SignalSink NONE = (_, _) -> {};

  /**
   * Takes the signals of one request that is over and recorded; at least one. Called on event
   * loops, at once for each request that has any: never blocks, never throws.
   */
  void accept(Occasion occasion, List<GatewaySignal> signals);

  /**
   * Which request it was.
   *
   * @param number what its record is stored under
   * @param request its id, as the client knows it
   * @param decision id of the decision that routed it
   * @param session the conversation it belongs to; empty text for none
   * @param at when it had arrived
   */
  record Occasion(long number, String request, String decision, String session, Instant at) {}
}
