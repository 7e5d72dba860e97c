package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class ClustersTest {
  private static final Clusters TWO =
      Clusters.of("e-1", List.of(new float[] {1, 0, 0}, new float[] {0, 3, 0}));

  @Test
  void namesTheNearestCentreAndByHowMuch() {
    Clusters.Nearest nearest = TWO.nearest(new float[] {0.6f, 0.8f, 0});

    assertThat(nearest.cluster()).isEqualTo(1);
    assertThat(nearest.similarity()).isCloseTo(0.8, within(1e-6));
    assertThat(nearest.margin()).isCloseTo(0.2, within(1e-6));
  }

  @Test
  void takesTheFirstOfTwoThatAreAsNear() {
    assertThat(TWO.nearest(new float[] {0, 0, 1}).cluster()).isZero();
    assertThat(TWO.nearest(new float[] {0, 0, 1}).margin()).isZero();
  }

  @Test
  void doesNotPlaceWhatHasNoDirection() {
    assertThat(TWO.nearest(new float[3])).isEqualTo(new Clusters.Nearest(Clusters.UNKNOWN, 0, 0));
  }

  @Test
  void hasNoNextWhereThereIsOne() {
    Clusters one = Clusters.of("e-1", List.of(new float[] {1, 0}));

    assertThat(one.nearest(new float[] {0, 1}).margin()).isEqualTo(1);
  }

  @Test
  void isWhatItsBytesSay() {
    Clusters read = Clusters.ofBytes(TWO.toBytes());

    assertThat(read).isEqualTo(TWO).hasSameHashCodeAs(TWO);
    assertThat(read.revision()).isEqualTo(TWO.revision()).matches("[0-9a-f]{12}");
    assertThat(read.encoder()).isEqualTo("e-1");
    assertThat(read.size()).isEqualTo(2);
    assertThat(read.dimensions()).isEqualTo(3);
    assertThat(read.nearest(new float[] {0.6f, 0.8f, 0}))
        .isEqualTo(TWO.nearest(new float[] {0.6f, 0.8f, 0}));
    assertThat(read).hasToString("2 clusters " + TWO.revision() + " of e-1");
  }

  @Test
  void hasAnotherRevisionForOtherCentresAndAnotherEncoder() {
    List<float[]> centres = List.of(new float[] {1, 0, 0}, new float[] {0, 3, 0});

    assertThat(Clusters.of("e-2", centres).revision()).isNotEqualTo(TWO.revision());
    assertThat(Clusters.of("e-1", centres.reversed()).revision()).isNotEqualTo(TWO.revision());
  }

  @Test
  void refusesWhatCannotBeCentres() {
    assertThatIllegalArgumentException().isThrownBy(() -> Clusters.of("e", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", Collections.nCopies(65, new float[] {1})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", List.of(new float[] {0, 0})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clusters.of("e", List.of(new float[] {1}, new float[] {1, 0})));
    assertThat(Clusters.of("e", Collections.nCopies(64, new float[] {1})).size()).isEqualTo(64);
  }

  @Test
  void refusesAVectorOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> TWO.nearest(new float[] {1}));
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
