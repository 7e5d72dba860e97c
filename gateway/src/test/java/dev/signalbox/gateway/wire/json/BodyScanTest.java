package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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
