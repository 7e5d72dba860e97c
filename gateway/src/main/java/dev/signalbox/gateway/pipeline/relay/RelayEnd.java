package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.provider.Fault;
import io.vertx.core.Future;
import java.util.Optional;

/** How relaying one provider's answer ended. */
public sealed interface RelayEnd {
  /**
   * The client has its answer, or as much as there was.
   *
   * @param fault what broke it after the first byte; empty when it is whole
   */
  record Delivered(Optional<Fault> fault) implements RelayEnd {}

  /** The answer failed before anything reached the client, who can still be answered otherwise. */
  record NothingSent(Fault fault) implements RelayEnd {}

  /** The answer is whole and can be given, or not. */
  record Held(Delivery delivery) implements RelayEnd {}

  /** Another attempt answered first. */
  record Outrun() implements RelayEnd {}

  /** Gives the client an answer that was held. */
  @FunctionalInterface
  interface Delivery {
    /** Writes it; once. */
    Future<RelayEnd> deliver();
  }
}
