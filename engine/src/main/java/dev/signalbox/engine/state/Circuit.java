package dev.signalbox.engine.state;

/** The state of a deployment's circuit breaker. */
public enum Circuit {
  /** Calls pass. */
  CLOSED,
  /** A few calls pass to see whether it works again. */
  HALF_OPEN,
  /** No call passes. */
  OPEN
}
