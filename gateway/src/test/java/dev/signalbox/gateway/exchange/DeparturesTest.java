package dev.signalbox.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class DeparturesTest {
  /** Two of these are the shortest stretch. */
  private static final long CLEARING_NANOS = 2_000_000;

  private long nanos;
  private final List<String> seen = new ArrayList<>();
  private final Promise<List<String>> last = Promise.promise();

  @Test
  void othersHaveTheirTurnBetweenTwoStretches(Vertx vertx) throws Exception {
    List<String> order =
        of(
            vertx,
            departures -> {
              departures.add(
                  () -> {
                    clearing("1").run();
                    vertx.runOnContext(_ -> seen.add("somebody else"));
                  });
              departures.add(clearing("2"));
              departures.add(clearing("3"));
              departures.add(this::end);
              seen.add("all given");
            });

    assertThat(order).containsExactly("all given", "1", "2", "somebody else", "3", "end");
  }

  @Test
  void aStretchIsAsLongAsOthersHadTheLoopWithinBounds(Vertx vertx) throws Exception {
    List<String> order =
        of(
            vertx,
            departures -> {
              departures.add(clearing("1"));
              departures.add(clearing("2"));
              departures.add(clearing("3"));
              departures.add(
                  () -> {
                    vertx.runOnContext(_ -> others(0));
                    clearing("4").run();
                  });
              for (int i = 5; i <= 9; i++) {
                departures.add(clearing(String.valueOf(i)));
              }
              departures.add(this::end);
              vertx.runOnContext(_ -> others(1_000));
              nanos += 6_000_000; // what this event goes on with
            });

    assertThat(order)
        .containsExactly("1", "2", "3", "others", "4", "5", "6", "7", "others", "8", "9", "end");
  }

  private void others(int millis) {
    seen.add("others");
    nanos += millis * 1_000_000L;
  }

  @Test
  void oneThatFailsLosesNoOther(Vertx vertx) throws Exception {
    List<String> order =
        of(
            vertx,
            departures -> {
              departures.add(clearing("1"));
              departures.add(
                  () -> {
                    throw new IllegalStateException("a client that cannot be cleared away");
                  });
              departures.add(clearing("3"));
              departures.add(this::end);
            });

    assertThat(order).containsExactly("1", "3", "end");
  }

  @Test
  void whoLeavesLaterIsClearedAwayToo(Vertx vertx) throws Exception {
    List<String> order =
        of(
            vertx,
            departures -> {
              departures.add(clearing("1"));
              vertx.setTimer(
                  1,
                  _ -> {
                    departures.add(clearing("2"));
                    departures.add(this::end);
                  });
            });

    assertThat(order).containsExactly("1", "2", "end");
  }

  private List<String> of(Vertx vertx, Consumer<Departures> leaving) throws Exception {
    Context loop = vertx.getOrCreateContext();
    loop.runOnContext(_ -> leaving.accept(new Departures(vertx, () -> nanos)));
    return last.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Runnable clearing(String name) {
    return () -> {
      seen.add(name);
      nanos += CLEARING_NANOS;
    };
  }

  private void end() {
    seen.add("end");
    last.complete(List.copyOf(seen));
  }
}
