package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{} {}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1} // comment",
        "{\"a\":",
        "\uFEFF{}"
      })
  void whatIsNotOneStrictObjectIsRefusedBothWays(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

    assertRefused(() -> StrictJson.parseObject(bytes));
    assertRefused(() -> BodyScan.of(bytes));
  }

  @Test
  void otherEncodingsAreRefusedBothWays() {
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16BE);
    byte[] latin1 = {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'};

    assertRefused(() -> StrictJson.parseObject(utf16));
    assertRefused(() -> BodyScan.of(utf16));
    assertRefused(() -> StrictJson.parseObject(latin1));
    assertRefused(() -> BodyScan.of(latin1));
  }

  @Test
  void deepNestingIsRefusedBothWays() {
    byte[] deep = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);

    assertRefused(() -> StrictJson.parseObject(deep));
    assertRefused(() -> BodyScan.of(deep));
  }

  @Test
  void numbersKeepTheirValueAndPrecision() {
    byte[] body = "{\"a\":0.1000,\"b\":1e400,\"c\":-0.0}".getBytes(StandardCharsets.UTF_8);

    String written = StrictJson.toText(StrictJson.parseObject(body));

    assertThat(written).isEqualTo("{\"a\":0.1000,\"b\":1E+400,\"c\":0.0}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "1e10000", "-0e99999", "0.1e-9999"})
  void numbersThatNobodyCouldWriteOutAreRefused(String number) {
    byte[] body = "{\"a\":%s}".formatted(number).getBytes(StandardCharsets.UTF_8);

    assertRefused(() -> StrictJson.parseObject(body));
    assertThat(StrictJson.tryParse(body)).isEmpty();
    assertThat(BodyScan.of(body).has("a")).isTrue(); // who passes it on need not read it
  }

  @Test
  void textThatIsNoJsonIsEmptyRatherThanAnError() {
    assertThat(StrictJson.tryParse("{\"a\":")).isEmpty();
    assertThat(StrictJson.tryParse("")).isEmpty();
    assertThat(StrictJson.tryParse("null").orElseThrow().isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1,'a':2} | a key stands twice in one object",
        "{} {} | something follows the value",
        "{'a': | it ends too early",
        "{x} | one strict JSON value in UTF-8 is expected"
      },
      quoteCharacter = '~')
  void aRefusalSaysWhereAndWhy(String body, String why) {
    byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StrictJson.parseObject(bytes))
        .hasMessageMatching(
            "INVALID_REQUEST: the body is not valid JSON at line 1, column [0-9]+: "
                + Pattern.quote(why));
  }

  @Test
  void aRefusalNamesTheBoundThatWasPassed() {
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    byte[] number = "9".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> StrictJson.parse(deep))
        .hasMessageEndingWith("nested deeper than " + StrictJson.MAX_DEPTH + " levels");
    assertThatThrownBy(() -> StrictJson.parse(number))
        .hasMessageEndingWith(
            "a number is longer than " + StrictJson.MAX_NUMBER_LENGTH + " characters");
  }

  @Test
  void anAnswersBytesAreReadInSpiteOfMalformedText() {
    byte[] latin1 = {'{', '"', 'a', '"', ':', '"', (byte) 0xe9, '"', '}'};

    assertThat(StrictJson.tryParse(latin1).orElseThrow().path("a").asText()).isEqualTo("\uFFFD");
    assertThat(StrictJson.tryParse("[1]".getBytes(StandardCharsets.UTF_8)).orElseThrow().path(0))
        .isEqualTo(IntNode.valueOf(1));
    assertThat(StrictJson.tryParse(new byte[0])).isEmpty();
  }

  private static void assertRefused(Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST));
  }
}
