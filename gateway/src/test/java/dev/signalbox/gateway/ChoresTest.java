package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.e2e.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChoresTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger begun = new AtomicInteger();

  @AfterEach
  void close() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void areDoneAgainAndAgainAndGoOnAfterOneThatFailed() {
    Chores chores = new Chores(vertx);
    done(
        vertx.deployVerticle(
            chores.every(
                OFTEN,
                () ->
                    chores.done(
                        () -> {
                          begun.incrementAndGet();
                          throw new IllegalStateException("no database");
                        }))));

    Eventually.holds(() -> begun.get() > 3, "it is done again");
  }

  @Test
  void aStopWaitsForOneThatIsUnderWayAndNoneBeginsAfterIt() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Chores chores = new Chores(vertx);
    String deployment =
        done(
            vertx.deployVerticle(
                chores.every(
                    OFTEN,
                    () ->
                        chores.done(
                            () -> {
                              begun.incrementAndGet();
                              await(go);
                              ended.incrementAndGet();
                            }))));
    Eventually.holds(() -> begun.get() == 1, "one has begun");

    Future<Void> stopped = vertx.undeploy(deployment);
    assertThat(stopped.isComplete()).isFalse();
    go.countDown();
    done(stopped);

    assertThat(ended).hasValue(1);
    CountDownLatch later = new CountDownLatch(1);
    vertx.setTimer(20 * OFTEN.toMillis(), _ -> later.countDown());
    assertThat(later.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(begun).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
