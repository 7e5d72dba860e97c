package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void textThatIsNoJsonIsEmptyRatherThanAnError() {
    assertThat(StrictJson.tryParse("{\"a\":")).isEmpty();
    assertThat(StrictJson.tryParse("")).isEmpty();
    assertThat(StrictJson.tryParse("null").orElseThrow().isNull()).isTrue();
  }

  private static void assertRefused(Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> assertThat(refusal.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST));
  }
}
