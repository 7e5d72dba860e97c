package dev.signalbox.gateway.provider;

import java.util.Locale;

/** The kinds of failure of a call, by what they say of the key, the deployment and the request. */
public enum FaultClass {
  /** Our key was refused. */
  CREDENTIAL(Bench.KEY, false),
  /** Our key may not use this model; others it may. */
  NO_ACCESS(Bench.KEY_AT_MODEL, false),
  /** Too much at once; the provider says when it takes more. */
  RATE_LIMITED(Bench.KEY_AT_MODEL, false),
  /** What the key may spend is spent. */
  QUOTA_EXHAUSTED(Bench.KEY, false),
  /** The provider is down, busy or too slow. */
  TRANSIENT(Bench.NOTHING, true),
  /** What came is not what the provider's API promises. */
  PROTOCOL(Bench.NOTHING, true),
  /** The request is wrong, or its client did not play its part; nobody else would take it. */
  CLIENT(Bench.NOTHING, false),
  /** A limit of the gateway's own; says nothing of the provider. */
  LOCAL(Bench.NOTHING, false);

  private final Bench bench;
  private final boolean counted;

  FaultClass(Bench bench, boolean counted) {
    this.bench = bench;
    this.counted = counted;
  }

  /** What sits out after a failure. */
  public enum Bench {
    /** The key, for every model of the provider. */
    KEY,
    /** The key for this model; the model itself where the provider needs no key. */
    KEY_AT_MODEL,
    /** Nothing. */
    NOTHING
  }

  /** What sits out after it. */
  public Bench bench() {
    return bench;
  }

  /** Whether the circuit breaker counts it as a failure of the deployment. */
  public boolean counted() {
    return counted;
  }

  /** Its name in records. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
