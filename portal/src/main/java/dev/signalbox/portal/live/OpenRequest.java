package dev.signalbox.portal.live;

import java.time.Instant;

/** A request that is under way, seen from another thread than the one that serves it. */
public interface OpenRequest {
  /** What its record will be stored under. */
  long number();

  /** Our id of it. */
  String id();

  /** When it came. */
  Instant at();

  /** Label of the key it came with; empty text when the gateway is open. */
  String owner();

  /** Its project; empty text when none was given. */
  String project();

  /** Its source; empty text when none was given. */
  String source();

  /** Who answers it, before that the model it asks for; empty text before that was read. */
  String model();

  /** Whether its answer is to be a stream. */
  boolean streams();
}
