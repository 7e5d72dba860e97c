package dev.signalbox.signals.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected pieces are those of the tokenizer that comes with the encoder. */
final class WordPiecesTest {
  private static final PieceTable TABLE = Tables.standard();
  private static final Set<String> VOCABULARY = Set.copyOf(Tables.vocabulary());

  private final WordPieces pieces = new WordPieces(TABLE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "Hello, World! → hello , world !",
        "unaffable → una ##ffa ##ble",
        "Café naïve ÅNGSTRÖM → cafe naive ang ##strom",
        "東京 is in 日本 → 東 京 is in 日 本",
        "don't stop → don ' t stop",
        "x_max = foo(bar[3]) + 1.5e-3; → x _ max = foo ( bar [ 3 ] ) + 1 . 5 ##e - 3 ;",
        "Привет, мир → п ##р ##и ##в ##е ##т , м ##и ##р",
        "한국어 → ᄒ ##ᅡ ##ᆫ ##ᄀ ##ᅮ ##ᆨ ##ᄋ ##ᅥ",
        "naïvely — “quoted”… → naive ##ly — “ quoted ” …",
        "supercalifragilisticexpialidocious → super ##cal ##if ##rag ##ilis ##tic ##ex ##pia ##lid"
            + " ##oc ##ious",
        "ﬁne ½ ² → ﬁ ##ne ½ ²",
        "İstanbul → istanbul",
        "ß → ß",
        "ΑΘΗΝΑΣ → α ##θ ##η ##ν ##α ##σ",
        "नमस्ते → न ##म ##स ##त",
        "photosynthesis derivative → photos ##yn ##thesis derivative",
        "fucntion recieve → fu ##c ##nti ##on rec ##ie ##ve",
      })
  void takesTextsApartAsTheEncoderDoes(String text, String expected) {
    assertThat(pieces.split(text)).containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {"I love 😀 pizza → i love pizza", "hello😀 → hello", "ไทย 7 → ##ท ##ย 7"})
  void leavesOutOnlyTheLettersItDoesNotKnow(String text, String expected) {
    assertThat(pieces.split(text)).containsExactly(expected.split(" "));
  }

  @Test
  void dropsMarksOfControlAndSplitsAtSpacesOfAnyKind() {
    assertThat(pieces.split("a\u200bb\u00a0c\tD\u0000e\ufffd")).containsExactly("ab", "c", "de");
  }

  @Test
  void readsNoMoreThanItsBounds() {
    assertThat(pieces.split("a ".repeat(WordPieces.MOST_PIECES + 9)))
        .hasSize(WordPieces.MOST_PIECES);
    assertThat(pieces.split(" ".repeat(WordPieces.MOST_CHARACTERS - 1) + "a b"))
        .containsExactly("a");
    assertThat(pieces.split("q".repeat(Word.MOST_LETTERS + 1) + " a")).containsExactly("a");
    assertThat(pieces.split("qz".repeat(Word.MOST_LETTERS / 2))).isNotEmpty();
  }

  @Property
  void givesPiecesOfTheVocabularyWhateverTheText(@ForAll String text) {
    List<String> found = pieces.split(text);

    assertThat(found).hasSizeLessThanOrEqualTo(WordPieces.MOST_PIECES);
    assertThat(found).isEqualTo(pieces.split(text));
    assertThat(found).allMatch(VOCABULARY::contains);
  }

  @Property
  void doesNotCareForCaseAndRunsOfWhiteSpace(@ForAll("ascii") String text) {
    String noisy = "\n " + text.toUpperCase(Locale.ROOT).replace(" ", " \t\n  ") + "  ";

    assertThat(pieces.split(noisy)).isEqualTo(pieces.split(text));
  }

  @Provide
  Arbitrary<String> ascii() {
    return Arbitraries.strings().ascii().ofMaxLength(80);
  }
}
