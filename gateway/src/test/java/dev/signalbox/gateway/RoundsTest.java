package dev.signalbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private final Rounds rounds = new Rounds();
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> begin() {
    Promise<String> round = Promise.promise();
    begun.add(round);
    return round.future();
  }

  @Test
  void leavesOutWhatIsDueWhileTheLastIsUnderWay() {
    rounds.next(this::begin);
    rounds.next(this::begin);
    rounds.next(this::begin);
    assertThat(begun).hasSize(1);

    begun.getFirst().fail("no database");
    rounds.next(this::begin);

    assertThat(begun).hasSize(2);
  }

  @Test
  void goesOnAfterARoundThatCouldNotBegin() {
    rounds.next(
        () -> {
          throw new IllegalStateException("closed");
        });

    rounds.next(this::begin);

    assertThat(begun).hasSize(1);
  }
}
