package dev.signalbox.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.analytics.budget.Standing;
import dev.signalbox.gateway.config.ConfigLoader;
import dev.signalbox.gateway.wire.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O10: reading figures keeps nobody waiting, and not everybody may read at once. */
final class ReadingTest {
  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();

  @AfterEach
  void stop() throws Exception {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("O10 nobody waits for a database that is slow")
  void nobodyWaitsForADatabaseThatIsSlow() throws Exception {
    CompletableFuture<List<Standing>> slow = new CompletableFuture<>();
    AtomicInteger looks = new AtomicInteger();
    BudgetWatch watch =
        new BudgetWatch(
            vertx,
            () -> {
              looks.incrementAndGet();
              return slow.join();
            },
            nanos::get);

    done(watch.looked());
    done(watch.looked());

    assertThat(watch.known()).isEmpty();
    assertThat(looks.get()).isLessThanOrEqualTo(1);
    slow.complete(List.of());
  }

  @Test
  void whatIsKnownIsNewEnoughForSomeSeconds() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    BudgetWatch watch =
        new BudgetWatch(
            vertx,
            () -> {
              looks.incrementAndGet();
              return List.of();
            },
            nanos::get);

    lookedUntil(() -> looks.get() == 1, watch);
    done(watch.looked());
    assertThat(looks.get()).isEqualTo(1);
    // the first look may end only now, and counts from then on
    lookedUntil(
        () -> {
          nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
          return looks.get() == 2;
        },
        watch);
  }

  /** A look that takes longer than anybody waits for it is over a little later. */
  private static void lookedUntil(BooleanSupplier wanted, BudgetWatch watch) throws Exception {
    boolean there = wanted.getAsBoolean();
    for (int i = 0; i < 1_000 && !there; i++) {
      done(watch.looked());
      there = wanted.getAsBoolean();
    }
    assertThat(there).isTrue();
  }

  @Test
  @DisplayName("O10 so many read at once, the others are told to come again")
  void soManyReadAtOnce() throws Exception {
    Promise<Void> prepared = Promise.promise();
    try (Metrics metrics =
        new Metrics(
            new ConfigLoader(Map.of()).defaults().config().metrics(),
            new Metrics.Known((_, _) -> false, provider -> provider, _ -> ""))) {
      Scrapes scrapes = new Scrapes(metrics, prepared::future, vertx);
      List<Future<Buffer>> waiting = new ArrayList<>();
      for (int i = 0; i < Scrapes.MOST_WAITING; i++) {
        waiting.add(scrapes.text(TextFormat.PROMETHEUS));
      }

      assertThatThrownBy(() -> scrapes.text(TextFormat.PROMETHEUS))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("read these figures already");
      prepared.complete();
      for (Future<Buffer> each : waiting) {
        assertThat(done(each).toString()).contains("llm_requests_total");
      }
      assertThat(done(scrapes.text(TextFormat.OPEN_METRICS)).toString()).endsWith("# EOF\n");
    }
  }
}
