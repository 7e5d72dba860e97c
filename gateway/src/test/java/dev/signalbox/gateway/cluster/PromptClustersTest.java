package dev.signalbox.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.state.ClusterMix;
import dev.signalbox.signals.prompt.ClusterFit;
import dev.signalbox.signals.prompt.ClusterStore;
import dev.signalbox.signals.prompt.PromptEncoder;
import dev.signalbox.signals.prompt.PromptText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class PromptClustersTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final int LEAST = 10;

  private final Rows store = new Rows();
  private final PromptClusters clusters = process("e-1");

  @Test
  void placesNothingBeforeItIsPrepared() {
    ask(clusters, LEAST);
    clusters.refresh(NOON);

    assertThat(clusters.state(NOON))
        .isEqualTo(
            new PromptClusters.State(
                Optional.empty(), 0, LEAST, Optional.empty(), Optional.empty()));
  }

  @Test
  void fitsTheFirstClustersWhenEnoughWasAskedAndUsesThemAtOnce() {
    clusters.prepare(NOON);
    ask(clusters, LEAST - 1);
    clusters.refresh(NOON);
    assertThat(clusters.inForce(NOON)).isEmpty();
    assertThat(place(clusters, "a", NOON)).isEqualTo(ClusterMix.NONE);

    clusters.refresh(NOON);

    assertThat(clusters.inForce(NOON)).isPresent().isEqualTo(store.newest());
    assertThat(clusters.inForce(NOON).orElseThrow().prompts()).isEqualTo(LEAST);
    assertThat(place(clusters, "a", NOON))
        .isNotEqualTo(place(clusters, "b", NOON))
        .isEqualTo(place(clusters, "a", LATER));
  }

  @Test
  void keepsTheClustersItHas() {
    clusters.prepare(NOON);
    ask(clusters, LEAST);
    clusters.refresh(NOON);
    Optional<ClusterStore.Stored> first = clusters.inForce(NOON);

    ask(clusters, 10 * LEAST);
    clusters.refresh(LATER);

    assertThat(clusters.inForce(LATER)).isEqualTo(first);
    assertThat(store.rows).hasSize(1);
  }

  @Test
  void theNextProcessPlacesAsTheFirst() {
    clusters.prepare(NOON);
    ask(clusters, LEAST);
    clusters.refresh(NOON);

    PromptClusters next = process("e-1");
    next.prepare(LATER);

    assertThat(next.inForce(LATER)).isEqualTo(clusters.inForce(LATER)).isPresent();
    assertThat(place(next, "b", LATER)).isEqualTo(place(clusters, "b", LATER));
  }

  @Test
  void takesOverWhatAnotherProcessWasFasterToStore() {
    PromptClusters other = process("e-1");
    clusters.prepare(NOON);
    other.prepare(NOON);
    ask(clusters, LEAST);
    ask(other, 2 * LEAST);
    other.refresh(NOON);

    clusters.refresh(LATER);

    assertThat(clusters.inForce(LATER)).isEqualTo(other.inForce(LATER)).isPresent();
  }

  @Test
  void changesToOthersInAllProcessesAtOneTime() {
    PromptClusters other = process("e-1");
    clusters.prepare(NOON);
    ask(clusters, LEAST);
    clusters.refresh(NOON);
    other.prepare(NOON);
    ClusterStore.Stored first = clusters.inForce(NOON).orElseThrow();

    ClusterStore.Stored second = clusters.refit(LATER).orElseThrow();
    other.refresh(LATER.plusSeconds(30));

    assertThat(second.number()).isEqualTo(first.number() + 1);
    Instant change = LATER.plus(PromptClusters.NOTICE);
    for (PromptClusters each : List.of(clusters, other)) {
      assertThat(each.inForce(change.minusMillis(1))).contains(first);
      assertThat(each.inForce(change)).contains(second);
      assertThat(each.state(LATER).coming()).contains(second);
      assertThat(each.state(change).coming()).isEmpty();
    }
  }

  @Test
  void fitsNothingAnewToTooLittle() {
    clusters.prepare(NOON);
    ask(clusters, LEAST - 1);

    assertThat(clusters.refit(NOON)).isEmpty();
  }

  @Test
  void doesNotCountPromptsThatNobodyIsToAnswer() {
    clusters.prepare(NOON);
    clusters.place(PromptText.of("a", ""), NOON, false);

    assertThat(clusters.state(NOON).seen()).isZero();
  }

  @Test
  void placesNothingAmongClustersOfAnotherEncoderAndFitsItsOwn() {
    clusters.prepare(NOON);
    ask(clusters, LEAST);
    clusters.refresh(NOON);

    PromptClusters next = process("e-2");
    next.prepare(LATER);
    assertThat(next.inForce(LATER)).isEmpty();
    assertThat(place(next, "a", LATER)).isEqualTo(ClusterMix.NONE);
    ask(next, LEAST);
    next.refresh(LATER);

    assertThat(next.inForce(LATER).orElseThrow().number()).isEqualTo(2);
    assertThat(place(next, "a", LATER).nearest()).isBetween(0, 1);
  }

  private PromptClusters process(String revision) {
    return new PromptClusters(
        new PromptClusters.Parts(
            store, new ClusterFit.Settings(2, LEAST, 1), () -> new FirstLetter(revision)));
  }

  private static void ask(PromptClusters clusters, int times) {
    for (int i = 0; i < times; i++) {
      place(clusters, i % 2 == 0 ? "a" : "b", NOON);
    }
  }

  private static ClusterMix place(PromptClusters clusters, String text, Instant at) {
    return clusters.place(PromptText.of(text, ""), at, true);
  }

  /** Tells prompts apart by whether they begin with an a. */
  private record FirstLetter(String revision) implements PromptEncoder {
    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public float[] encode(PromptText prompt) {
      return prompt.turn().startsWith("a") ? new float[] {1, 0} : new float[] {0, 1};
    }
  }

  /** A store in memory. */
  private static final class Rows implements ClusterStore {
    private final Map<Integer, ClusterStore.Stored> rows = new TreeMap<>();

    @Override
    public Optional<ClusterStore.Stored> newest() {
      return rows.values().stream().reduce((_, last) -> last);
    }

    @Override
    public CompletionStage<ClusterStore.Stored> put(ClusterStore.Stored wanted) {
      rows.putIfAbsent(wanted.number(), wanted);
      return CompletableFuture.completedFuture(rows.get(wanted.number()));
    }
  }
}
