package dev.signalbox.engine.routing;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.engine.catalog.Lifecycle;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Why a deployment was dropped, with the figures that were compared. The sentence is made where it
 * is shown.
 */
public sealed interface Reason extends Finding {
  /** The provider is switched off in the config. */
  record ProviderDisabled() implements Reason {}

  /** An operator lets the deployment run dry. */
  record Draining() implements Reason {}

  /** The circuit breaker lets no call pass before {@code until}. */
  record CircuitOpen(Optional<Instant> until) implements Reason {}

  /** Every key of the provider sits out; the first is back at {@code until}. */
  record CredentialsBenched(Instant until) implements Reason {}

  /** Every key is over the provider's rate for the model; the first is back at {@code until}. */
  record RateLimited(Instant until) implements Reason {}

  /** The provider's quota is used up. */
  record QuotaExhausted(int usedPercent) implements Reason {}

  /** {@code by} allows other deployments only. */
  record NotAllowed(String by) implements Reason {}

  /** {@code by} denies it with {@code selector}. */
  record Denied(String by, String selector) implements Reason {}

  /** {@code by} pins other deployments. */
  record PinnedElsewhere(String by) implements Reason {}

  /** {@code by} wants prompts processed in one of {@code allowed}. */
  record RegionNotAllowed(String by, List<String> have, List<String> allowed) implements Reason {}

  /** {@code by} wants a server of one's own. */
  record NotLocal(String by) implements Reason {}

  /** {@code by} wants prompts not kept, and the deployment is not known to keep none. */
  record KeepsPrompts(String by) implements Reason {}

  /** {@code by} wants a tag that the deployment does not carry. */
  record NotCleared(String by, String clearance) implements Reason {}

  /** The maker no longer serves the model, or has said so: the day it did, what to use instead. */
  record Retired(Lifecycle.Stage stage, Optional<LocalDate> since, Optional<String> replacement)
      implements Reason {}

  /** It makes something other than text. */
  record WrongKind(String kind) implements Reason {}

  /** The estimated cost is above what may still be spent, in nano-dollars. */
  record OverBudget(long estimateNanos, long leftNanos) implements Reason {}

  /** It cannot do what the request or profile needs. */
  record NoCapability(Capability need) implements Reason {}

  /** Whether it can do what is needed is not known, and the profile takes no chances. */
  record UnknownCapability(Capability need) implements Reason {}

  /** The prompt, and the answer asked for, do not fit, in tokens. */
  record ContextTooSmall(long need, long have) implements Reason {}

  /** It writes less than the client asks for, in tokens. */
  record OutputTooSmall(long need, long have) implements Reason {}

  /** Fields of the request would be lost and strict mode refuses that. */
  record WouldLose(List<String> fields) implements Reason {}

  /** Something in the conversation can be read by another provider only. */
  record PortabilityPin(String provider, String what) implements Reason {}

  /** The estimated cost is above the profile's ceiling, in nano-dollars. */
  record OverCeiling(long estimateNanos, long ceilingNanos) implements Reason {}

  /** No price is known, and the profile takes no chances. */
  record UnknownPrice() implements Reason {}

  /** The 95th percentile of the time to the first token is above the profile's ceiling. */
  record FirstTokenTooSlow(int p95Millis, int ceilingMillis) implements Reason {}

  /** The expected time to the end is above the profile's ceiling. */
  record TooSlow(long totalMillis, int ceilingMillis) implements Reason {}

  /** The expected quality is below the profile's floor, in billionths. */
  record BelowFloor(long quality, long floor) implements Reason {}

  /** Good enough, but the plan is full. */
  record PlanFull(int rank, int planned) implements Reason {}
}
