package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LenientTest {
  @ParameterizedTest
  @CsvSource({"5, 5", "0, 0", "-1, 0", "'\"5\"', 0", "null, 0", "9223372036854775808, 0"})
  void whatIsNoCountCountsNothing(String value, long count) {
    assertThat(Lenient.count(json("{\"a\":%s}".formatted(value)), "a")).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "-1, -1", "2147483648, -1", "'\"1\"', -1"})
  void anIndexIsAWholeNumberFrom0(String value, int index) {
    assertThat(Lenient.index(json("{\"a\":%s}".formatted(value)), "a"))
        .isEqualTo(index < 0 ? OptionalInt.empty() : OptionalInt.of(index));
  }

  @Test
  void anEmptyTextIsNone() {
    assertThat(Lenient.text(json("{\"a\":\"\"}"), "a")).isEmpty();
    assertThat(Lenient.text(json("{\"a\":5}"), "a")).isEmpty();
    assertThat(Lenient.text(json("{\"a\":\"b\"}"), "a")).isEqualTo(Optional.of("b"));
  }

  @Test
  void othersAreTheFieldsThatSaySomething() {
    JsonNode node = json("{\"a\":1,\"b\":null,\"c\":[],\"d\":[0],\"e\":{},\"f\":false}");

    assertThat(Lenient.others(node, Set.of("a")))
        .isEqualTo(json("{\"d\":[0],\"e\":{},\"f\":false}"));
    assertThat(Lenient.rest(node, Set.of("a", "d")))
        .isEqualTo(json("{\"c\":[],\"e\":{},\"f\":false}"));
    assertThat(Lenient.tells(node.path("x"))).isFalse();
    assertThat(Lenient.tells(node.path("b"))).isFalse();
  }

  private static JsonNode json(String text) {
    return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
