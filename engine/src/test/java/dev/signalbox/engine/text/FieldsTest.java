package dev.signalbox.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  @Test
  void anAbsentFieldAndOneThatIsNullAreTheSame() {
    for (String json : List.of("{}", "{'a': null}")) {
      Fields fields = fields(json);

      assertThat(fields.any("a")).isEmpty();
      assertThat(fields.text("a")).isEmpty();
      assertThat(fields.word("a")).isEmpty();
      assertThat(fields.texts("a")).isEmpty();
      assertThat(fields.words("a")).isEmpty();
      assertThat(fields.oneOf("a", List.of("b"))).isEmpty();
      assertThat(fields.oneOf("a", Colour.values())).isEmpty();
      assertThat(fields.someOf("a", Colour.values())).isEmpty();
      assertThat(fields.flag("a")).isEmpty();
      assertThat(fields.flag("a", true)).isTrue();
      assertThat(fields.flag("a", false)).isFalse();
      assertThat(fields.count("a")).isEmpty();
      assertThat(fields.smallCount("a")).isZero();
      assertThat(fields.small("a", 5)).isEmpty();
      assertThat(fields.number("a")).isEmpty();
      assertThat(fields.fraction("a")).isEmpty();
      assertThat(fields.date("a")).isEmpty();
      assertThat(fields.moment("a")).isEmpty();
      assertThat(fields.object("a")).isEmpty();
      assertThat(fields.object("a", List.of())).isEmpty();
      assertThat(fields.objects("a")).isEmpty();
    }
  }

  @Test
  void readsEachKind() {
    Fields fields =
        fields(
            """
            {'text': ' ', 'word': 'a b', 'texts': ['', 'x', 'x'], 'colour': 'dark_blue',
             'colours': ['red', 'dark_blue'], 'flag': false, 'number': -5, 'fraction': 1.5,
             'date': '2026-02-28', 'moment': '2026-11-25T20:00:00Z', 'object': {'b': 1},
             'objects': [{'b': 1}, {'b': 2}]}
            """);

    assertThat(fields.text("text")).contains(" ");
    assertThat(fields.word("word")).contains("a b");
    assertThat(fields.texts("texts")).containsExactly("", "x", "x");
    assertThat(fields.oneOf("colour", Colour.values())).contains(Colour.DARK_BLUE);
    assertThat(fields.someOf("colours", Colour.values()))
        .containsExactly(Colour.RED, Colour.DARK_BLUE);
    assertThat(fields.flag("flag", true)).isFalse();
    assertThat(fields.number("number")).isEqualTo(OptionalLong.of(-5));
    assertThat(fields.fraction("fraction")).contains(1.5);
    assertThat(fields.date("date")).contains(LocalDate.of(2026, 2, 28));
    assertThat(fields.moment("moment")).contains(Instant.parse("2026-11-25T20:00:00Z"));
    assertThat(fields.object("object", List.of("b")).orElseThrow().count("b"))
        .isEqualTo(OptionalLong.of(1));
    assertThat(fields.objects("objects").stream().map(each -> each.smallCount("b")))
        .containsExactly(1, 2);
    assertThat(fields.names()).startsWith("text", "word").hasSize(12);
  }

  @Test
  void readsWholeNumbersUpToTheirBounds() {
    Fields fields =
        fields(
            "{'zero': 0, 'int': %d, 'long': %d, 'least': %d}"
                .formatted(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE));

    assertThat(fields.count("zero")).isEqualTo(OptionalLong.of(0));
    assertThat(fields.count("long")).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
    assertThat(fields.small("zero", 0)).isEqualTo(OptionalInt.of(0));
    assertThat(fields.small("int", Integer.MAX_VALUE)).isEqualTo(OptionalInt.of(Integer.MAX_VALUE));
    assertThat(fields.number("least")).isEqualTo(OptionalLong.of(Long.MIN_VALUE));
    assertThat(fields.whole("int", Integer.MAX_VALUE, Integer.MAX_VALUE))
        .isEqualTo(OptionalLong.of(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          5            | `o[1].a` must be a text
          ' '          | `o[1].a` must be a text that is not blank
          """)
  void namesThePathToAWord(String value, String message) {
    assertThatThrownBy(() -> second("{'a': %s}".formatted(value)).word("a")).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'x'          | `a` must be a list
          ['x', 1]     | `a[1]` must be a text
          ['x', '']    | `a[1]` must be a text that is not blank
          ['x', 'x']   | `a` says the same twice
          """)
  void saysWhatIsWrongWithWords(String value, String message) {
    assertThatThrownBy(() -> fields("{'a': %s}".formatted(value)).words("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'red '       | `a` cannot be `red `: did you mean `red`?
          'violet'     | `a` cannot be `violet`: allowed are red, dark_blue
          'RED'        | `a` cannot be `RED`: did you mean `red`?
          """)
  void saysWhichValuesThereAre(String value, String message) {
    Fields fields = fields("{'a': %s, 'b': ['red', %s]}".formatted(value, value));

    assertThatThrownBy(() -> fields.oneOf("a", Colour.values())).hasMessage(message);
    assertThatThrownBy(() -> fields.someOf("b", Colour.values()))
        .hasMessage(message.replace("`a`", "`b[1]`"));
  }

  @Test
  void cutsWhatAMessageRepeats() {
    String longest = "x".repeat(64);

    assertThat(Fields.shown(longest)).isEqualTo(longest);
    assertThat(Fields.shown(longest + "y")).isEqualTo(longest + "…");
    assertThatThrownBy(() -> fields("{'a': '%sy'}".formatted(longest)).oneOf("a", List.of("b")))
        .hasMessage("`a` cannot be `%s…`: allowed are b", longest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "'5'", "true", "2147483648", "6", "9223372036854775808"})
  void saysFromWhereToWhereAWholeNumberGoes(String value) {
    assertThatThrownBy(() -> fields("{'a': %s}".formatted(value)).small("a", 7))
        .hasMessage("`a` must be a whole number from 7 to 2147483647");
  }

  @Test
  void aCountIsNotNegative() {
    assertThatThrownBy(() -> fields("{'a': -1}").count("a"))
        .hasMessage("`a` must be a whole number from 0");
    assertThatThrownBy(() -> fields("{'a': 11}").whole("a", 1, 10))
        .hasMessage("`a` must be a whole number from 1 to 10");
    assertThatThrownBy(() -> fields("{'a': 1.5}").number("a"))
        .hasMessage("`a` must be a whole number of 64 bits");
  }

  @Test
  void saysWhatTheOthersMustBe() {
    Fields fields = fields("{'a': '1', 'd': '2026-02-30'}");

    says("`a` must be true or false", fields, each -> each.flag("a"));
    says("`a` must be a number", fields, each -> each.fraction("a"));
    says("`d` must be a date such as 2026-07-30", fields, each -> each.date("d"));
    says("`d` must be a moment such as `2026-11-25T20:00:00Z`", fields, each -> each.moment("d"));
    says("`a` must be an object", fields, each -> each.object("a"));
    says("`a` must be a list", fields, each -> each.objects("a"));
    says("`b` is missing", fields, each -> each.required("b", Optional.empty()));
  }

  private static void says(String message, Fields fields, Function<Fields, ?> reading) {
    assertThatThrownBy(() -> reading.apply(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesFieldsThatThereAreNot() {
    List<String> known = List.of("colour", "size");

    assertThat(fields("{'size': 1}").only(known).names()).containsExactly("size");
    assertThatThrownBy(() -> fields("{'color': 1}").only(known))
        .hasMessage("there is no field `color`: did you mean `colour`?");
    assertThatThrownBy(() -> second("{'weight': 1}").only(known))
        .hasMessage("there is no field `o[1].weight`: allowed are colour, size");
    assertThatThrownBy(() -> fields("{'a': {'b': 1}}").object("a", known))
        .hasMessage("there is no field `a.b`: allowed are colour, size");
  }

  @Test
  void refusesWhatIsNoObject() {
    assertThatThrownBy(() -> Fields.of(json("[]"), "a card"))
        .hasMessage("a card must be a JSON object");
    assertThatThrownBy(() -> Fields.at(json("5"), "price")).hasMessage("`price` must be an object");
    assertThat(Fields.at(json("{'a': 'b'}"), "price").text("a")).contains("b");
  }

  /** The second object of a list. */
  private static Fields second(String json) {
    return fields("{'o': [{}, %s]}".formatted(json)).objects("o").get(1);
  }

  private static Fields fields(String json) {
    return Fields.of(json(json), "it");
  }

  private static JsonNode json(String json) {
    try {
      return JsonMapper.builder().build().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
