package dev.signalbox.gateway.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What went wrong with a call of the past, in the words of records. */
enum Trouble {
  RATE_LIMITED(429, "upstream_rate_limited", "head", 90),
  BROKEN(500, "upstream_status", "head", 240),
  OVERLOADED(503, "upstream_overloaded", "head", 150),
  SILENT(0, "upstream_timeout", "head", 20_000),
  UNREACHABLE(0, "upstream_unreachable", "connect", 3),
  CUT(200, "upstream_closed", "body", 1_400);

  /** How many calls fail while a provider is in trouble. */
  private static final double IN_INCIDENT = 0.65;

  private static final List<Incident> INCIDENTS =
      List.of(
          new Incident("azure-simulator", minutes(52), minutes(14), OVERLOADED),
          new Incident("anthropic-simulator", hours(9), minutes(35), OVERLOADED),
          new Incident("google-simulator", hours(26), minutes(25), RATE_LIMITED),
          new Incident("azure-simulator", hours(47), minutes(18), SILENT),
          new Incident("openai-simulator", hours(74), minutes(45), BROKEN),
          new Incident("ollama-simulator", hours(121), minutes(60), UNREACHABLE));

  private static final List<Odds> USUAL =
      List.of(
          new Odds(RATE_LIMITED, 0.008),
          new Odds(BROKEN, 0.006),
          new Odds(OVERLOADED, 0.004),
          new Odds(SILENT, 0.0015),
          new Odds(CUT, 0.005));

  private final int status;
  private final String outcome;
  private final String phase;
  private final int usualMillis;

  Trouble(int status, String outcome, String phase, int usualMillis) {
    this.status = status;
    this.outcome = outcome;
    this.phase = phase;
    this.usualMillis = usualMillis;
  }

  /** A provider that was in trouble for a while. */
  private record Incident(String provider, Duration ago, Duration lasting, Trouble trouble) {
    boolean covers(Instant at, Instant now) {
      Instant begin = now.minus(ago);
      return !at.isBefore(begin) && at.isBefore(begin.plus(lasting));
    }
  }

  private record Odds(Trouble trouble, double share) {}

  private static Duration minutes(int count) {
    return Duration.ofMinutes(count);
  }

  private static Duration hours(int count) {
    return Duration.ofHours(count);
  }

  /** What went wrong with a call of {@code provider}; mostly nothing. */
  static Optional<Trouble> at(String provider, Instant at, Instant now, SplittableRandom random) {
    double drawn = random.nextDouble();
    for (Incident incident : INCIDENTS) {
      if (incident.provider().equals(provider) && incident.covers(at, now)) {
        return drawn < IN_INCIDENT ? Optional.of(incident.trouble()) : Optional.empty();
      }
    }
    for (Odds odds : USUAL) {
      drawn -= odds.share();
      if (drawn < 0) {
        return Optional.of(odds.trouble());
      }
    }
    return Optional.empty();
  }

  int status() {
    return status;
  }

  String outcome() {
    return outcome;
  }

  String fault() {
    return this == RATE_LIMITED ? "rate_limited" : "transient";
  }

  String phase() {
    return phase;
  }

  /** How long the provider asked to be left alone; -1 when it did not. */
  long retryAfterMillis() {
    return this == RATE_LIMITED ? 2_000 : -1;
  }

  /** How long the call took, at random. */
  long millis(SplittableRandom random) {
    return random.nextLong(usualMillis, 2L * usualMillis);
  }

  /** What the client is told when nobody else answers. */
  String told() {
    return switch (this) {
      case RATE_LIMITED -> "the provider takes no more requests at the moment";
      case BROKEN, OVERLOADED -> "the provider answered with status " + status;
      case SILENT -> "the provider did not answer in time";
      case UNREACHABLE -> "the provider cannot be reached";
      case CUT -> "the provider's connection broke before its answer was complete";
    };
  }
}
