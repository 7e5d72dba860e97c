package dev.signalbox.engine.routing;

import java.util.Locale;

/** The reasons by the names that configuration and answers use. */
public enum ReasonCode {
  PROVIDER_DISABLED(Kind.UNAVAILABLE),
  DRAINING(Kind.UNAVAILABLE),
  CIRCUIT_OPEN(Kind.UNAVAILABLE),
  CREDENTIALS_BENCHED(Kind.UNAVAILABLE),
  RATE_LIMITED(Kind.RATE_LIMITED),
  QUOTA_EXHAUSTED(Kind.UNAVAILABLE),
  NOT_ALLOWED(Kind.FORBIDDEN),
  DENIED(Kind.FORBIDDEN),
  PINNED_ELSEWHERE(Kind.FORBIDDEN),
  REGION_NOT_ALLOWED(Kind.FORBIDDEN),
  UNKNOWN_REGION(Kind.FORBIDDEN),
  NOT_LOCAL(Kind.FORBIDDEN),
  KEEPS_PROMPTS(Kind.FORBIDDEN),
  NOT_CLEARED(Kind.FORBIDDEN),
  RETIRED(Kind.UNFIT),
  WRONG_KIND(Kind.UNFIT),
  OVER_BUDGET(Kind.SPENT),
  NO_CAPABILITY(Kind.UNFIT),
  UNKNOWN_CAPABILITY(Kind.UNFIT),
  CONTEXT_TOO_SMALL(Kind.TOO_LONG),
  OUTPUT_TOO_SMALL(Kind.UNFIT),
  WOULD_LOSE(Kind.UNFIT),
  PORTABILITY_PIN(Kind.UNFIT),
  OVER_CEILING(Kind.UNFIT),
  UNKNOWN_PRICE(Kind.UNFIT),
  FIRST_TOKEN_TOO_SLOW(Kind.UNFIT),
  TOO_SLOW(Kind.UNFIT),
  BELOW_FLOOR(Kind.UNFIT),
  PLAN_FULL(Kind.UNFIT);

  /** What it means for a request that nobody else can take either. */
  public enum Kind {
    /** It may be taken later. */
    UNAVAILABLE,
    /** It may be taken later, when fewer come. */
    RATE_LIMITED,
    /** The operator does not want it taken. */
    FORBIDDEN,
    /** There is no money left for it. */
    SPENT,
    /** A shorter one may be taken. */
    TOO_LONG,
    /** Another request may be taken. */
    UNFIT
  }

  private final Kind kind;

  ReasonCode(Kind kind) {
    this.kind = kind;
  }

  /** What it means for the request. */
  public Kind kind() {
    return kind;
  }

  /** Its name in configuration and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
