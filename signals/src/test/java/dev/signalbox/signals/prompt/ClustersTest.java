package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.signalbox.engine.state.ClusterMix;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ClustersTest {
  private static final Clusters TWO =
      Clusters.of("e-1", new float[3], List.of(new float[] {1, 0, 0}, new float[] {0, 3, 0}));
  private static final List<float[]> ONE = List.of(new float[] {1, 0});

  @Test
  void sharesFallWithTheAngle() {
    ClusterMix mix = TWO.mix(new float[] {0.6f, 0.8f, 0});

    assertThat(mix.nearest()).isEqualTo(1);
    assertThat(mix.share(0)).isCloseTo(881, within(1)); // 1 / (1 + e^-2)
    assertThat(mix.cluster(1)).isZero();
    assertThat(mix.share(0) + mix.share(1)).isEqualTo(ClusterMix.WHOLE);
  }

  @Test
  void betweenTwoItHasHalfOfEach() {
    ClusterMix mix = TWO.mix(new float[] {0, 0, 1});

    assertThat(mix.share(0)).isEqualTo(500);
    assertThat(mix.share(1)).isEqualTo(500);
  }

  @Test
  void doesNotPlaceWhatHasNoDirection() {
    assertThat(TWO.mix(new float[3])).isEqualTo(ClusterMix.NONE);
    assertThat(Clusters.of("e", new float[] {1, 0}, ONE).mix(new float[] {1, 0}))
        .isEqualTo(ClusterMix.NONE);
  }

  @Test
  void whereThereIsOneAllIsInIt() {
    Clusters one = Clusters.of("e-1", new float[2], ONE);

    assertThat(one.mix(new float[] {0, 1})).isEqualTo(ClusterMix.of(0));
  }

  @Test
  void whatAllHaveInCommonTellsNothing() {
    float[] common = {0, 0, 5};
    List<float[]> centres = List.of(new float[] {1, 0, 0}, new float[] {0, 3, 0});

    assertThat(Clusters.of("e-1", common, centres).mix(new float[] {0.6f, 0.8f, 5}))
        .isEqualTo(TWO.mix(new float[] {0.6f, 0.8f, 0}));
  }

  @Test
  void isWhatItsBytesSay() {
    Clusters read = Clusters.ofBytes(TWO.toBytes());

    assertThat(read).isEqualTo(TWO).hasSameHashCodeAs(TWO);
    assertThat(read.revision()).isEqualTo(TWO.revision()).matches("[0-9a-f]{12}");
    assertThat(read.encoder()).isEqualTo("e-1");
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.dimensions()).isEqualTo(3);
    assertThat(read.mix(new float[] {0.6f, 0.8f, 0}))
        .isEqualTo(TWO.mix(new float[] {0.6f, 0.8f, 0}));
    assertThat(read).hasToString("2 clusters " + TWO.revision() + " of e-1");
  }

  @Test
  void hasAnotherRevisionForOtherCentresAndAnotherEncoder() {
    List<float[]> centres = List.of(new float[] {1, 0, 0}, new float[] {0, 3, 0});

    assertThat(Clusters.of("e-2", new float[3], centres).revision()).isNotEqualTo(TWO.revision());
    assertThat(Clusters.of("e-1", new float[3], centres.reversed()).revision())
        .isNotEqualTo(TWO.revision());
  }

  @Test
  void refusesWhatCannotBeCentres() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", new float[1], List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", new float[1], Collections.nCopies(65, new float[] {1})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", new float[2], List.of(new float[] {0, 0})));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Clusters.of("e", new float[1], List.of(new float[] {1}, new float[] {1, 0})));
    assertThat(Clusters.of("e", new float[1], Collections.nCopies(64, new float[] {1})).size())
        .isEqualTo(64);
  }

  @Test
  void refusesAVectorOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> TWO.mix(new float[] {1}));
  }

  @Test
  void refusesBytesThatAreCutOrGoOn() {
    byte[] whole = TWO.toBytes();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException().isThrownBy(() -> Clusters.ofBytes(cut));
    }
    byte[] more = Arrays.copyOf(whole, whole.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> Clusters.ofBytes(more));
  }

  @Property
  void readsOrRefusesWhateverTheBytes(@ForAll byte[] bytes) {
    try {
      assertThat(Clusters.ofBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("clusters");
    }
  }
}
