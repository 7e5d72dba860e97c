package dev.signalbox.gateway.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.node.SharedPart;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FollowingTest {
  private final List<Promise<Void>> rounds = new ArrayList<>();
  private final Following following =
      new Following(
          Map.of(SharedPart.KEYS, this::begin, SharedPart.PEOPLE, Future::succeededFuture));

  private Future<?> begin() {
    Promise<Void> round = Promise.promise();
    rounds.add(round);
    return round.future();
  }

  private void see(long revision) {
    following.see(Map.of(SharedPart.KEYS, revision));
  }

  @Test
  void readsEachPartOnceAndThenOnlyWhatHasChanged() {
    see(0);
    rounds.getLast().complete();
    see(0);
    assertThat(rounds).hasSize(1);

    see(1);
    assertThat(rounds).hasSize(2);
  }

  @Test
  void whatChangesWhileItIsReadIsReadAgainAtOnce() {
    see(1);
    see(2);
    see(3);
    assertThat(rounds).hasSize(1);

    rounds.getFirst().complete();

    assertThat(rounds).hasSize(2);
    rounds.getLast().complete();
    see(3);
    assertThat(rounds).hasSize(2);
  }

  @Test
  void whatFailedIsReadAgainAtTheNextLook() {
    see(1);
    rounds.getFirst().fail(new IllegalStateException("the database is away"));
    assertThat(rounds).hasSize(1);

    see(1);

    assertThat(rounds).hasSize(2);
  }

  /** As after a backup was restored. */
  @Test
  void aRevisionThatWentBackIsAnotherOneToo() {
    see(7);
    rounds.getFirst().complete();

    see(3);

    assertThat(rounds).hasSize(2);
  }

  @Test
  void aPartWhoseReadingThrowsHoldsUpNoOther() {
    List<Integer> read = new ArrayList<>();
    Following two =
        new Following(
            Map.of(
                SharedPart.KEYS,
                () -> {
                  throw new IllegalStateException("no");
                },
                SharedPart.PROFILES,
                () -> {
                  read.add(1);
                  return Future.succeededFuture();
                }));

    two.see(Map.of(SharedPart.KEYS, 1L, SharedPart.PROFILES, 1L));

    assertThat(read).hasSize(1);
  }
}
