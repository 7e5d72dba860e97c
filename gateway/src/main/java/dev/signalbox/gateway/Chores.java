package dev.signalbox.gateway;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a process does again and again beside its requests, from its start until it stops: then none
 * begins any more, and those under way have {@link #PATIENCE} to end, so that they find the threads
 * and the database they work with.
 */
final class Chores extends VerticleBase {
  /** Longer than what asks the database takes, shorter than a stop may. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Chore> all = new ArrayList<>();

  private record Chore(Rounds rounds, Duration first, Duration every, Supplier<Future<?>> round) {}

  /** Those of {@code vertx}, before it runs them. */
  Chores(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Adds what begins {@code round} each time that so much has passed. */
  Chores every(Duration time, Supplier<Future<?>> round) {
    return every(time, time, round);
  }

  /** The same, for the first time after {@code first}. */
  Chores every(Duration first, Duration time, Supplier<Future<?>> round) {
    all.add(new Chore(new Rounds(), first, time, round));
    return this;
  }

  /** Work of a round on a thread that may wait, beside whatever else waits. */
  Future<?> done(Runnable work) {
    return vertx.executeBlocking(
        () -> {
          work.run();
          return true;
        },
        false);
  }

  /** A round that is over when {@code work} returns, which does not wait for anything. */
  static Supplier<Future<?>> atOnce(Runnable work) {
    return () -> {
      work.run();
      return Future.succeededFuture();
    };
  }

  @Override
  public Future<?> start() {
    // its timers end with it, as those of any verticle
    all.forEach(
        chore ->
            vertx.setPeriodic(
                chore.first().toMillis(),
                chore.every().toMillis(),
                _ -> chore.rounds().next(chore.round())));
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    return Future.join(all.stream().map(chore -> chore.rounds().over()).toList())
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }
}
