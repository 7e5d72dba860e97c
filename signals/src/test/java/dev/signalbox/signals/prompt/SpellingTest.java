package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpellingTest {
  private static final Spelling SPELLING = new Spelling(Tables.standard());

  @ParameterizedTest
  @CsvSource({
    "fucntion, function", // two the wrong way round
    "functon, function", // one left out
    "funcction, function", // one put in
    "functiin, function", // another
    "quesion, question",
    "teh_, ''",
    "wrld, world",
    "function, function",
  })
  void findsTheMostFrequentWordALetterOff(String written, String meant) {
    assertThat(meant(written)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "kubernetes", "x1234", "прывет", "", "fnctio"})
  void findsNothingWhereNothingIsNear(String written) {
    assertThat(meant(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Spelling.MOST_LETTERS, Word.MOST_LETTERS})
  void looksAtNoLongerWordsThanItsBound(int length) {
    assertThat(meant("q".repeat(length))).isEmpty();
  }

  private static String meant(String written) {
    Word word = new Word();
    written.chars().forEach(letter -> word.add((char) letter));
    int piece = SPELLING.meant(word);
    return piece == PieceTable.NONE ? "" : Tables.standard().text(piece);
  }
}
