package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReservoirTest {
  private final Reservoir reservoir = new Reservoir(5);

  @Test
  void keepsAllUntilItIsFull() {
    fill(1, Reservoir.CAPACITY);

    assertThat(reservoir.sample()).hasSize(Reservoir.CAPACITY);
    assertThat(reservoir.seen()).isEqualTo(Reservoir.CAPACITY);
  }

  @Test
  void keepsNoMoreThanItsCapacityAndRatherWhatCameLast() {
    int all = 20 * Reservoir.CAPACITY;
    fill(1, all);

    assertThat(reservoir.sample()).hasSize(Reservoir.CAPACITY);
    assertThat(reservoir.seen()).isEqualTo(all);
    long late =
        reservoir.sample().stream()
            .filter(vector -> vector[0] > all - 6 * Reservoir.CAPACITY)
            .count();
    // each place outlives the last 6 capacities with e^-1.5, so about 78 % are of them
    assertThat(late)
        .isBetween((long) (0.7 * Reservoir.CAPACITY), (long) (0.85 * Reservoir.CAPACITY));
  }

  @Test
  void keepsTheSameOfTheSame() {
    Reservoir other = new Reservoir(5);
    for (int i = 1; i <= 2 * Reservoir.CAPACITY; i++) {
      reservoir.add(new float[] {i});
      other.add(new float[] {i});
    }

    assertThat(other.sample()).usingRecursiveComparison().isEqualTo(reservoir.sample());
  }

  @Test
  void keepsNothingOfAPromptThatCannotBePlaced() {
    reservoir.add(new float[3]);

    assertThat(reservoir.seen()).isZero();
    assertThat(reservoir.sample()).isEmpty();
  }

  private void fill(int from, int to) {
    for (int i = from; i <= to; i++) {
      reservoir.add(new float[] {i});
    }
  }
}
