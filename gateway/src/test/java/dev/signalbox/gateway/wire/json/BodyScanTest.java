package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BodyScanTest {
  @Test
  void oneValueIsReplacedAndEveryOtherByteStays() {
    String body =
        "{ \"messages\" : [{\"model\":\"inner\"}],\r\n \"model\" : \"gp\\u0074-4\" , \"x\":1e400 }";

    BodyScan scan = BodyScan.of(utf8(body));

    assertThat(scan.text("model")).contains("gpt-4");
    assertThat(new String(scan.withValue("model", utf8("\"é\"")), StandardCharsets.UTF_8))
        .isEqualTo(body.replace("\"gp\\u0074-4\"", "\"é\""));
  }

  @Test
  void placesAreRightBehindCharactersOfSeveralBytes() {
    String body = "{\"a\":\"äöü€😀\",\"model\":\"m\",\"b\":[\"😀\"]}";

    assertThat(
            new String(
                BodyScan.of(utf8(body)).withValue("model", utf8("\"other\"")),
                StandardCharsets.UTF_8))
        .isEqualTo(body.replace("\"m\"", "\"other\""));
  }

  @Test
  void plainTextsAndFlagsAreReadAsTheyStand() {
    BodyScan scan = BodyScan.of(utf8("{\"model\":\"gpt-4o\",\"stream\":true,\"strict\":false}"));

    assertThat(scan.text("model")).contains("gpt-4o");
    assertThat(scan.flag("stream")).isTrue();
    assertThat(scan.flag("strict")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\":1,\"a\":2}|{\"a\":2}",
        "{ \"x\" : {\"x\":[1]} , \"a\":2}|{  \"a\":2}",
        "{\"a\":2 , \"x\":1 }|{\"a\":2  }",
        "{\"a\":\"😀\",\"x\":\",}\",\"b\":1}|{\"a\":\"😀\",\"b\":1}",
        "{ \"x\":1 }|{ }"
      })
  void aFieldGoesWithItsComma(String body, String expected) {
    byte[] left = BodyScan.of(utf8(body)).withoutField("x");

    assertThat(StrictJson.parse(left)).isEqualTo(StrictJson.parse(utf8(expected)));
    assertThat(new String(left, StandardCharsets.UTF_8).replace(" ", ""))
        .isEqualTo(expected.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'a':1,'x':3,'b':4}|{'a':1,'x':2,'b':4}",
        "~{'a':{}}\r\n ~|~{'a':{},'x':2}\r\n ~",
        "{ }|{ 'x':2}"
      })
  void aFieldIsReplacedInItsPlaceOrAddedAtTheEnd(String body, String expected) {
    BodyScan scan = BodyScan.of(utf8(body.replace('\'', '"'))).with("x", utf8("2"));

    assertThat(new String(scan.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void absentAndNullAreTheSame() {
    BodyScan scan = BodyScan.of(utf8("{\"model\":null,\"stream\":null}"));

    assertThat(scan.text("model")).isEmpty();
    assertThat(scan.flag("stream")).isFalse();
    assertThat(scan.flag("missing")).isFalse();
    assertThat(scan.has("model")).isTrue();
  }

  @Test
  void aValueOfTheWrongTypeIsNamed() {
    BodyScan scan = BodyScan.of(utf8("{\"model\":5,\"stream\":\"yes\"}"));

    assertThatThrownBy(() -> scan.text("model"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("`model` must be a string");
    assertThatThrownBy(() -> scan.flag("stream"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("`stream` must be true or false");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
