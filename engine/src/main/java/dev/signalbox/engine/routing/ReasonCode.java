package dev.signalbox.engine.routing;

import java.util.Locale;

/** The kinds of reasons, by the names that configuration and answers use. */
public enum ReasonCode {
  PROVIDER_DISABLED,
  DRAINING,
  CIRCUIT_OPEN,
  CREDENTIALS_BENCHED,
  RATE_LIMITED,
  QUOTA_EXHAUSTED,
  NOT_ALLOWED,
  DENIED,
  PINNED_ELSEWHERE,
  REGION_NOT_ALLOWED,
  NOT_LOCAL,
  KEEPS_PROMPTS,
  NOT_CLEARED,
  RETIRED,
  WRONG_KIND,
  OVER_BUDGET,
  NO_CAPABILITY,
  UNKNOWN_CAPABILITY,
  CONTEXT_TOO_SMALL,
  OUTPUT_TOO_SMALL,
  WOULD_LOSE,
  PORTABILITY_PIN,
  OVER_CEILING,
  UNKNOWN_PRICE,
  FIRST_TOKEN_TOO_SLOW,
  TOO_SLOW,
  BELOW_FLOOR,
  PLAN_FULL;

  /** Its name in configuration and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of {@code reason}. */
  public static ReasonCode of(Reason reason) {
    return switch (reason) {
      case Reason.ProviderDisabled _ -> PROVIDER_DISABLED;
      case Reason.Draining _ -> DRAINING;
      case Reason.CircuitOpen _ -> CIRCUIT_OPEN;
      case Reason.CredentialsBenched _ -> CREDENTIALS_BENCHED;
      case Reason.RateLimited _ -> RATE_LIMITED;
      case Reason.QuotaExhausted _ -> QUOTA_EXHAUSTED;
      case Reason.NotAllowed _ -> NOT_ALLOWED;
      case Reason.Denied _ -> DENIED;
      case Reason.PinnedElsewhere _ -> PINNED_ELSEWHERE;
      case Reason.RegionNotAllowed _ -> REGION_NOT_ALLOWED;
      case Reason.NotLocal _ -> NOT_LOCAL;
      case Reason.KeepsPrompts _ -> KEEPS_PROMPTS;
      case Reason.NotCleared _ -> NOT_CLEARED;
      case Reason.Retired _ -> RETIRED;
      case Reason.WrongKind _ -> WRONG_KIND;
      case Reason.OverBudget _ -> OVER_BUDGET;
      case Reason.NoCapability _ -> NO_CAPABILITY;
      case Reason.UnknownCapability _ -> UNKNOWN_CAPABILITY;
      case Reason.ContextTooSmall _ -> CONTEXT_TOO_SMALL;
      case Reason.OutputTooSmall _ -> OUTPUT_TOO_SMALL;
      case Reason.WouldLose _ -> WOULD_LOSE;
      case Reason.PortabilityPin _ -> PORTABILITY_PIN;
      case Reason.OverCeiling _ -> OVER_CEILING;
      case Reason.UnknownPrice _ -> UNKNOWN_PRICE;
      case Reason.FirstTokenTooSlow _ -> FIRST_TOKEN_TOO_SLOW;
      case Reason.TooSlow _ -> TOO_SLOW;
      case Reason.BelowFloor _ -> BELOW_FLOOR;
      case Reason.PlanFull _ -> PLAN_FULL;
    };
  }
}
