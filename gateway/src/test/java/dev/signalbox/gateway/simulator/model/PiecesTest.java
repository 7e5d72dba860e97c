package dev.signalbox.gateway.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class PiecesTest {
  @Property
  void joinToTheText(@ForAll String text) {
    List<String> pieces = Pieces.of(text);

    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).noneMatch(String::isEmpty).hasSize(Pieces.count(text));
  }

  @Test
  void areWordsWithTheSpaceBeforeThem() {
    assertThat(Pieces.of("How high is  it?")).containsExactly("How", " high", " is", "  it?");
  }

  @Test
  void neverCutACharacter() {
    assertThat(Pieces.of("a".repeat(Pieces.MAX_LENGTH - 1) + "😀b"))
        .containsExactly("a".repeat(Pieces.MAX_LENGTH - 1) + "😀", "b");
  }
}
