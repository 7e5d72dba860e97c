package dev.signalbox.gateway.demo;

import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.engine.catalog.ModelCard;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.price.Pricing;
import dev.signalbox.engine.price.ServiceTier;
import dev.signalbox.engine.price.TokenBuckets;
import dev.signalbox.engine.state.Deployment;
import dev.signalbox.engine.state.Latency;
import dev.signalbox.engine.state.Snapshot;
import dev.signalbox.engine.state.Standing;
import dev.signalbox.gateway.demo.Errand.Door;
import dev.signalbox.gateway.demo.Errand.Kind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the answers of the past: their tokens, at the price of the catalog, and their times. */
final class PastAnswer {
  private static final double TOKENS_PER_WORD = 1.35;
  private static final int CALL_TOKENS = 42;
  private static final int CACHED_FROM_TOKENS = 1_024;
  private static final int CACHED_PERCENT = 80;
  private static final int REASONING_PERCENT = 35;
  private static final double SPREAD = 0.35;
  private static final int OK = 200;
  private static final long KEPT_CONNECTION = 0;
  private static final Set<String> REASONING = Set.of("gpt-6-sol", "claude-opus-5-5");

  private final Snapshot snapshot;
  private final SplittableRandom random;

  PastAnswer(Snapshot snapshot, SplittableRandom random) {
    this.snapshot = snapshot;
    this.random = random;
  }

  /** The attempt that brought the answer to {@code errand}, whole or not. */
  AttemptRecord of(Errand errand, Target target, Instant at, Ended ended) {
    Deployment deployment = deployment(target);
    Latency latency = snapshot.standing(target).map(Standing::latency).orElse(Latency.ASSUMED);
    TokenBuckets tokens = tokens(errand, target, ended.share());
    long first = Math.round(latency.firstTokenMillis() * Math.exp(SPREAD * random.nextGaussian()));
    long writing = tokens.output() * 1_000 / latency.tokensPerSecond();
    return new AttemptRecord(
        at,
        target.provider(),
        target.model(),
        errand.door() == Door.EMBEDDINGS ? "" : target.model(),
        OK,
        ended.outcome(),
        ended.fault(),
        "body",
        "",
        false,
        new Bill(
            ended.share() < 1 ? Bill.Charge.ESTIMATED : Bill.Charge.REPORTED,
            ServiceTier.STANDARD,
            tokens,
            Optional.of(Pricing.cost(deployment.price(), tokens, at, ServiceTier.STANDARD)),
            deployment.card().map(ModelCard::id).orElse(target.toString())),
        KEPT_CONNECTION,
        first,
        first + writing,
        -1);
  }

  /**
   * How an answer ended.
   *
   * @param outcome {@code answered}, or what ended it
   * @param fault class of what ended it; empty text for nothing
   * @param share of it that came, from 0 to 1
   */
  record Ended(String outcome, String fault, double share) {
    /** In good order. */
    static final Ended WELL = new Ended(AttemptRecord.ANSWERED, "", 1);
  }

  /** An attempt that came to nothing. */
  AttemptRecord failed(Target target, Instant at, Trouble trouble) {
    return new AttemptRecord(
        at,
        target.provider(),
        target.model(),
        "",
        trouble.status(),
        trouble.outcome(),
        trouble.fault(),
        trouble.phase(),
        "",
        false,
        Bill.NONE,
        trouble.phase().equals("connect") ? -1 : KEPT_CONNECTION,
        -1,
        trouble.millis(random),
        trouble.retryAfterMillis());
  }

  private Deployment deployment(Target target) {
    return snapshot.standing(target).map(Standing::deployment).orElseThrow();
  }

  private TokenBuckets tokens(Errand errand, Target target, double share) {
    long prompt = errand.promptTokens();
    long cached =
        errand.turn() > 0 && prompt > CACHED_FROM_TOKENS ? prompt * CACHED_PERCENT / 100 : 0;
    long output = Math.round(wholeOutput(errand) * share);
    boolean reasons = REASONING.contains(target.model()) && output > 0;
    long reasoning = reasons ? output * REASONING_PERCENT / 100 : 0;
    return new TokenBuckets(prompt - cached, cached, 0, 0, 0, output + reasoning, reasoning, 0);
  }

  private static long wholeOutput(Errand errand) {
    if (errand.door() == Door.EMBEDDINGS) {
      return 0;
    }
    return errand.kind() == Kind.TOOLS || errand.kind() == Kind.SCHEMA
        ? CALL_TOKENS
        : Math.round(errand.words() * TOKENS_PER_WORD);
  }
}
