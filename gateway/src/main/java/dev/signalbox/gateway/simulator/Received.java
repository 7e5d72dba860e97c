package dev.signalbox.gateway.simulator;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * One request as the simulator got it.
 *
 * @param method HTTP method
 * @param uri path and query, as it came
 * @param headers as they came; names in any case
 * @param body all of its bytes; treated as immutable
 * @param outcome how the answer ended, known once it did
 */
public record Received(
    String method, String uri, MultiMap headers, Buffer body, Future<Outcome> outcome) {
  /** How an answer ended. */
  public enum Outcome {
    /** All bytes that were meant to go out were sent, whole or cut by a fault. */
    SENT,
    /** The other side closed its connection, or the simulator was stopped, before that. */
    ABORTED
  }
}
