package dev.signalbox.gateway.pipeline.relay;

import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import java.util.Optional;

/**
 * Turns the bytes of a provider's stream into those of the client's. Used by one thread at a time.
 */
public interface StreamTransform {
  /** How far a stream is with its answer. */
  enum Stage {
    /** More of the answer may come. */
    OPEN,
    /** The mark that ends the answer has come. */
    MARKED,
    /** Something came after that mark; it was dropped. */
    EXCEEDED
  }

  /**
   * Takes the provider's next bytes and gives what they become for the client; often nothing.
   *
   * @throws dev.signalbox.gateway.wire.problem.ProblemException when the stream cannot go on
   */
  byte[] accept(byte[] chunk);

  /** Takes the regular end of the provider's stream. */
  byte[] end();

  /** What tells the client that the answer failed, in its own protocol. */
  byte[] fail(Problem problem);

  /** Whether the client may be answered: a real piece has come, or was given up waiting for. */
  boolean started();

  /** Whether a real piece of an answer has come. */
  boolean spoke();

  /** The client is answered from now on although no piece has come: takes the answer as started. */
  void letThrough();

  /** The failure the stream told of itself; empty when none did. */
  Optional<Problem> problem();

  /** Whether nothing that still comes matters, because the answer failed and the client knows. */
  boolean over();

  /** Whether the answer is known to be whole. */
  boolean complete();

  /** How far the stream is with its answer. */
  Stage stage();

  /** How many events and comments have come whole. */
  long blocks();

  /** Tokens by the last figures. */
  Optional<Usage> usage();

  /** The model that answers, as the provider names it; empty while it has not. */
  Optional<String> model();
}
