package dev.signalbox.analytics.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.analytics.store.Area;
import dev.signalbox.analytics.store.Database;
import dev.signalbox.analytics.store.FactWriter;
import dev.signalbox.analytics.store.Place;
import dev.signalbox.signals.prompt.ClusterStore.Stored;
import dev.signalbox.signals.prompt.Clusters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StoredClustersTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.250Z");

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void hasNoneBeforeTheFirst(Place place) {
    assertThat(within(place, _ -> {})).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void theNewestIsReadBackByTheNextProcess(Place place) {
    Stored first = stored(1, 7);
    Stored second = stored(2, 9);
    within(
        place,
        clusters -> {
          put(clusters, first);
          put(clusters, second);
        });

    assertThat(within(place, _ -> {})).contains(second);
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void whoeverIsFasterSetsThemForAll(Place place) {
    List<Stored> answers = new ArrayList<>();

    Optional<Stored> newest =
        within(
            place,
            clusters -> {
              answers.add(put(clusters, stored(1, 7)));
              answers.add(put(clusters, stored(1, 9)));
            });

    assertThat(answers).containsExactly(stored(1, 7), stored(1, 7));
    assertThat(newest).contains(stored(1, 7));
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void holdsTheLargestClustersThereCanBe(Place place) {
    List<float[]> centres = new ArrayList<>();
    for (int i = 0; i < Clusters.MOST; i++) {
      float[] centre = new float[384];
      centre[i] = 1;
      centres.add(centre);
    }
    Stored large =
        new Stored(
            1,
            NOON,
            Long.MAX_VALUE,
            Clusters.of("encoder", new float[centres.getFirst().length], centres));

    assertThat(within(place, clusters -> put(clusters, large))).contains(large);
  }

  @ParameterizedTest
  @MethodSource("dev.signalbox.analytics.store.TestPlaces#all")
  void keepsTheLastOnes(Place place) {
    List<Stored> found = new ArrayList<>();

    within(
        place,
        clusters -> {
          for (int i = 1; i <= StoredClusters.KEPT + 1; i++) {
            put(clusters, stored(i, 7));
          }
          // the first is gone, so that its number is free; the second is not
          found.add(put(clusters, stored(1, 9)));
          found.add(put(clusters, stored(2, 9)));
        });

    assertThat(found).containsExactly(stored(1, 9), stored(2, 7));
  }

  /** A process that does {@code work}; gives what is in force at its end. */
  private static Optional<Stored> within(Place place, Consumer<StoredClusters> work) {
    try (Database database = Database.open(place);
        FactWriter writer =
            new FactWriter(database, Area.CONTROL, FactWriter.Settings.STANDARD, () -> NOON)) {
      StoredClusters clusters = new StoredClusters(database, writer);
      work.accept(clusters);
      return clusters.newest();
    }
  }

  private static Stored put(StoredClusters clusters, Stored stored) {
    return clusters.put(stored).toCompletableFuture().join();
  }

  private static Stored stored(int number, int seed) {
    return new Stored(
        number,
        NOON,
        1_000,
        Clusters.of("e", new float[2], List.of(new float[] {1, seed}, new float[] {seed, 1})));
  }
}
