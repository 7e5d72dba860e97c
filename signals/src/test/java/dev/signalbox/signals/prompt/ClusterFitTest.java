package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ClusterFitTest {
  private static final ClusterFit FOUR = new ClusterFit(new ClusterFit.Settings(4, 100, 7));

  @Test
  void findsTheGroupsThatThereAre() {
    List<float[]> vectors = groups(4, 200);

    Clusters clusters = FOUR.fit("e", vectors).orElseThrow();

    Set<Integer> places = new HashSet<>();
    for (int group = 0; group < 4; group++) {
      Set<Integer> ofGroup = new HashSet<>();
      for (int i = group; i < vectors.size(); i += 4) {
        ofGroup.add(clusters.mix(vectors.get(i)).nearest());
      }
      assertThat(ofGroup).hasSize(1);
      places.addAll(ofGroup);
    }
    assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void fitsTheSameToTheSame() {
    List<float[]> vectors = groups(9, 60);

    assertThat(FOUR.fit("e", vectors)).isEqualTo(FOUR.fit("e", vectors));
    assertThat(FOUR.fit("e", vectors))
        .isNotEqualTo(new ClusterFit(new ClusterFit.Settings(4, 100, 8)).fit("e", vectors));
  }

  @Test
  void fitsNothingToTooFew() {
    List<float[]> vectors = groups(4, 25);

    assertThat(FOUR.fit("e", vectors.subList(0, 99))).isEmpty();
    assertThat(FOUR.fit("e", vectors)).isPresent();
  }

  @Test
  void doesNotCountVectorsWithoutADirection() {
    List<float[]> vectors = new ArrayList<>(groups(4, 25).subList(0, 99));
    vectors.add(new float[8]);

    assertThat(FOUR.fit("e", vectors)).isEmpty();
  }

  @Test
  void makesFewerClustersWhereFewerVectorsDiffer() {
    List<float[]> two = new ArrayList<>(Collections.nCopies(150, new float[] {0.6f, 0.8f}));
    two.addAll(Collections.nCopies(50, new float[] {0.8f, 0.6f}));

    assertThat(FOUR.fit("e", two).orElseThrow().size()).isEqualTo(2);
  }

  @Test
  void fitsNoneWhereAllAreTheSame() {
    List<float[]> same = Collections.nCopies(150, new float[] {0.6f, 0.8f});

    assertThat(FOUR.fit("e", same)).isEmpty();
  }

  @Test
  void leavesTheVectorsAsTheyAre() {
    List<float[]> vectors = groups(4, 25);
    List<float[]> before = vectors.stream().map(float[]::clone).toList();

    FOUR.fit("e", vectors);

    assertThat(vectors).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void refusesSettingsOutOfBounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ClusterFit.Settings(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ClusterFit.Settings(65, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ClusterFit.Settings(1, 0, 1));
  }

  /** Vectors around {@code groups} axes, one of each in turn. */
  private static List<float[]> groups(int groups, int each) {
    SplittableRandom random = new SplittableRandom(3);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < groups * each; i++) {
      float[] vector = new float[Math.max(8, groups)];
      for (int d = 0; d < vector.length; d++) {
        vector[d] = (float) random.nextDouble(-0.1, 0.1);
      }
      vector[i % groups] += 1;
      vectors.add(Vectors.normalize(vector));
    }
    return vectors;
  }
}
