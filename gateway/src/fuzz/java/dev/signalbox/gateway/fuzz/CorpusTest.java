package dev.signalbox.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of foreign input holds of every input that is kept. */
final class CorpusTest {
  private static List<String> names() {
    return List.copyOf(Targets.names());
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatMustHoldHoldsOfTheCorpus(String name) {
    Map<String, byte[]> corpus = Corpus.of(name);
    Target target = Targets.byName(name);
    List<String> broken = new ArrayList<>();

    corpus.forEach((file, input) -> play(target, file, input).ifPresent(broken::add));
    int number = 0;
    for (byte[] seed : target.seeds()) {
      play(target, "seed " + number++, seed).ifPresent(broken::add);
    }

    assertThat(corpus).isNotEmpty();
    assertThat(broken).isEmpty();
  }

  private static Optional<String> play(Target target, String name, byte[] input) {
    try {
      target.accept(input);
      return Optional.empty();
    } catch (RuntimeException | AssertionError e) {
      return Optional.of(name + ": " + e);
    }
  }
}
