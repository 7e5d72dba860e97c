package dev.signalbox.gateway.trial;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signalbox.gateway.config.TrialConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves some requests by the policy on trial, compares what becomes of them with what becomes of
 * the others, and stands down for good when they fare worse: until the next start, or another
 * configuration of it. Guarded by its own monitor, held while a few figures are added; each process
 * has its own, and those that share a database stand down together, over starts.
 */
public final class Canary {
  /** The policy that decided, in the records of decisions that it made. */
  public static final String POLICY = "canary";

  /** What {@code result} says of a request whose client left. */
  private static final String CLIENT_CLOSED = "client_closed";

  private static final Logger log = LoggerFactory.getLogger(Canary.class);
  private static final int ALL = 1_000_000;

  /** Decisions that signals may still be about. */
  private static final int MOST_DECISIONS = 100_000;

  private static final int MOST_EARLY = 10_000;

  /** A client that has its answer waits no longer for the end of the request to be noted. */
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

  private static final Duration SIGNALS_COME_WITHIN = Duration.ofDays(1);

  private final TrialConfig.Canary config;
  private final Consumer<Stop> told;
  private final Arm served = new Arm();
  private final Arm rest = new Arm();
  private final Cache<String, Boolean> servedByDecision =
      Caffeine.newBuilder()
          .maximumSize(MOST_DECISIONS)
          .expireAfterWrite(SIGNALS_COME_WITHIN)
          .build();

  /** What was said of decisions whose requests had not ended yet: a client may be that fast. */
  private final Cache<String, Early> early =
      Caffeine.newBuilder().maximumSize(MOST_EARLY).expireAfterWrite(ENDS_WITHIN).build();

  private volatile Optional<Stop> stop = Optional.empty();

  /** So many signals came before the end of their request. */
  private record Early(int good, int negative) {
    private Early and(boolean isNegative) {
      return isNegative ? new Early(good, negative + 1) : new Early(good + 1, negative);
    }
  }

  /**
   * What ended it.
   *
   * @param guard {@code errors}, {@code latency}, {@code cost} or {@code signals}
   * @param text a sentence with the figures, lower case
   */
  public record Stop(Instant at, String guard, String text) {}

  /** What a canary is doing. */
  public enum Stand {
    /** Nothing is served by it. */
    OFF,
    /** Some requests are. */
    RUNNING,
    /** A guard has ended it. */
    STOPPED
  }

  /**
   * How it goes.
   *
   * @param millionths share of the conversations that it serves, or served
   */
  public record State(
      Stand stand, int millionths, Optional<Stop> stop, Figures canary, Figures rest) {}

  /**
   * What became of the requests on one side.
   *
   * @param priced those whose cost is known
   * @param nanos what these cost together, in nano-dollars
   */
  public record Figures(
      long requests,
      long failed,
      long p95Millis,
      long priced,
      long nanos,
      long signals,
      long negative) {
    private static Figures of(Arm.Figures arm) {
      return new Figures(
          arm.requests(),
          arm.failed(),
          arm.p95Millis(),
          arm.priced(),
          arm.nanos(),
          arm.signals(),
          arm.negative());
    }
  }

  /**
   * What became of a request.
   *
   * @param decision id of its decision
   * @param served whether the policy on trial decided
   * @param result {@code ok}, or the kind of failure
   * @param nanos what it cost; empty when that is not known
   */
  public record End(
      String decision,
      boolean served,
      String result,
      long millis,
      OptionalLong nanos,
      Instant at) {}

  /** A canary that has served nothing yet, and that nobody else has one of. */
  public Canary(TrialConfig.Canary config) {
    this(config, _ -> {});
  }

  /**
   * A canary that has served nothing yet.
   *
   * @param told what has ended it, while its monitor is held: may not wait
   */
  public Canary(TrialConfig.Canary config, Consumer<Stop> told) {
    this.config = config;
    this.told = told;
  }

  /** Ends it, as it was ended elsewhere. */
  public synchronized void standDown(Stop elsewhere) {
    if (isRunning()) {
      stop = Optional.of(elsewhere);
      log.warn(
          "the canary stands down, as it did elsewhere by its guard on {}: {}",
          elsewhere.guard(),
          elsewhere.text());
    }
  }

  /** Whether it serves the conversation with that number by chance. */
  public boolean takes(long drawn) {
    return stop.isEmpty() && Math.floorMod(drawn, ALL) < config.millionths();
  }

  /** Takes in what became of a request. */
  public void ended(End end) {
    if (!isRunning() || end.result().equals(CLIENT_CLOSED)) {
      return;
    }
    Arm arm = end.served() ? served : rest;
    synchronized (this) {
      servedByDecision.put(end.decision(), end.served());
      arm.ended(end.result().equals("ok"), end.millis(), end.nanos());
      Early before = early.asMap().remove(end.decision());
      if (before != null) {
        arm.judged(before.good(), before.negative());
      }
      look(end.at());
    }
  }

  /**
   * Takes in a signal about a request, which counts once the request has ended; those of requests
   * it does not know any more are left out.
   *
   * @param decision id of the request's decision
   */
  public void judged(String decision, boolean negative, Instant at) {
    if (!isRunning()) {
      return;
    }
    synchronized (this) {
      Boolean isServed = servedByDecision.getIfPresent(decision);
      if (isServed == null) {
        early
            .asMap()
            .compute(decision, (_, said) -> (said == null ? new Early(0, 0) : said).and(negative));
        return;
      }
      (isServed ? served : rest).judged(negative ? 0 : 1, negative ? 1 : 0);
      look(at);
    }
  }

  private boolean isRunning() {
    return config.millionths() > 0 && stop.isEmpty();
  }

  private void look(Instant at) {
    Optional<Guards.Breach> breach =
        stop.isPresent()
            ? Optional.empty()
            : Guards.breach(config, served.figures(), rest.figures());
    breach.ifPresent(
        broken -> {
          Stop ended = new Stop(at, broken.guard(), broken.text());
          stop = Optional.of(ended);
          told.accept(ended);
          log.warn("the canary stands down by its guard on {}: {}", broken.guard(), broken.text());
        });
  }

  /** How it goes. */
  public synchronized State state() {
    Stand stand =
        config.millionths() == 0 ? Stand.OFF : stop.isPresent() ? Stand.STOPPED : Stand.RUNNING;
    return new State(
        stand, config.millionths(), stop, Figures.of(served.figures()), Figures.of(rest.figures()));
  }
}
