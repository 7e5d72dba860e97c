package dev.signalbox.gateway.trial;

import dev.signalbox.analytics.trial.ShadowDecision;
import dev.signalbox.analytics.trial.ShadowStore;
import dev.signalbox.engine.naming.Target;
import dev.signalbox.engine.routing.Decision;
import dev.signalbox.engine.routing.Exploration;
import dev.signalbox.engine.routing.LayerRecord;
import dev.signalbox.engine.routing.Question;
import dev.signalbox.engine.routing.Router;
import dev.signalbox.engine.routing.Score;
import dev.signalbox.engine.state.Snapshot;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Decides some live requests by the policy on trial too, and keeps what would be different. Safe
 * for use by several threads; the second decision is made where {@code offLoop} runs it.
 */
public final class Shadow {
  /** Second decisions that may wait at once; one more is left out and counted. */
  static final int MOST_WAITING = 1_000;

  private static final int ALL = 1_000_000;

  private final int millionths;
  private final ShadowStore store;
  private final Consumer<Runnable> offLoop;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong leftOut = new AtomicLong();

  /**
   * A shadow for a share of the requests.
   *
   * @param offLoop runs what it is given later, on a thread that may block
   */
  public Shadow(int millionths, ShadowStore store, Consumer<Runnable> offLoop) {
    this.millionths = millionths;
    this.store = store;
    this.offLoop = offLoop;
  }

  /**
   * A request that was decided.
   *
   * @param number of the decision
   * @param id of the decision
   * @param question what the request asks under the policy on trial
   * @param snapshot what was decided on, under the policy on trial
   */
  public record Decided(
      long number, String id, Decision decision, Question question, Snapshot snapshot) {}

  /** Share of the requests that are compared, in millionths. */
  public int millionths() {
    return millionths;
  }

  /** Requests that were not, as too many waited. */
  public long leftOut() {
    return leftOut.get();
  }

  /** Whether the request with that number by chance is compared. */
  public boolean takes(long drawn) {
    return Math.floorMod(drawn, ALL) < millionths;
  }

  /** Compares, off the event loop. */
  public void compare(Decided decided) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      leftOut.incrementAndGet();
      return;
    }
    offLoop.accept(
        () -> {
          try {
            differenceOf(decided).ifPresent(store::keep);
          } finally {
            waiting.decrementAndGet();
          }
        });
  }

  /** Empty where the policy in force has nobody to compare with. */
  private static Optional<ShadowDecision> differenceOf(Decided decided) {
    Decision inForce = decided.decision();
    if (inForce.plan().isEmpty()) {
      return Optional.empty();
    }
    Target from =
        inForce.exploration().map(Exploration::best).orElseGet(() -> inForce.targets().getFirst());
    Decision tried = Router.decide(decided.question(), decided.snapshot());
    Optional<Target> to = tried.targets().stream().findFirst();
    return Optional.of(
        new ShadowDecision(
            decided.number(),
            decided.question().at().toEpochMilli(),
            decided.id(),
            decided.snapshot().revisions().config(),
            new ShadowDecision.Of(
                decided.question().origin().project(),
                decided.question().origin().task(),
                decided.question().asked().profile()),
            from,
            to,
            to.map(target -> minus(Expected.of(tried, target), Expected.of(inForce, from)))
                .orElse(ShadowDecision.Difference.NONE)));
  }

  private static ShadowDecision.Difference minus(Expected second, Expected first) {
    return new ShadowDecision.Difference(
        second.nanos() - first.nanos(),
        second.millis() - first.millis(),
        second.quality() - first.quality());
  }

  /** What is expected of one deployment. */
  private record Expected(long nanos, long millis, long quality) {
    static Expected of(Decision decision, Target target) {
      long nanos = 0;
      long millis = 0;
      long quality = 0;
      for (LayerRecord layer : decision.layers()) {
        for (Score score : layer.scored()) {
          if (score.target().equals(target)) {
            switch (score) {
              case Score.Price price -> nanos = price.chargedNanos();
              case Score.Time time -> millis = time.totalMillis();
              case Score.Worth worth -> quality = worth.quality().value();
              case Score.Policy _, Score.Fit _ -> {}
            }
          }
        }
      }
      return new Expected(nanos, millis, quality);
    }
  }
}
