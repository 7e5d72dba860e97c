package dev.signalbox.gateway.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldsTest {
  private static final Map<String, BiConsumer<Fields, String>> READERS =
      Map.of(
          "text", Fields::text,
          "number", Fields::number,
          "whole", Fields::wholeNumber,
          "flag", Fields::flag,
          "object", Fields::object,
          "items", Fields::items,
          "children", Fields::children);

  @ParameterizedTest
  @CsvSource({
    "-2147483648, true",
    "-2147483649, false",
    "2147483647, true",
    "2147483648, false",
    "5.0, true"
  })
  void anIntegerHas32Bits(String number, boolean taken) {
    Fields fields = fields("{'a':%s}".formatted(number));

    if (taken) {
      assertThat(fields.integer("a").orElseThrow()).isEqualTo((int) Double.parseDouble(number));
    } else {
      assertThatThrownBy(() -> fields.integer("a"))
          .hasMessage(
              "INVALID_REQUEST: `p.a` is out of range: a whole number within 32 bits is allowed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | 5 | `p.a` must be a string, not a number",
        "number | 'x' | `p.a` must be a number, not a string",
        "whole | true | `p.a` must be a whole number, not a boolean",
        "whole | 1.5 | `p.a` must be a whole number, not a number",
        "flag | {} | `p.a` must be true or false, not an object",
        "object | [] | `p.a` must be an object, not an array",
        "items | {} | `p.a` must be an array, not an object",
        "children | [null] | `p.a[0]` must be an object, not null"
      },
      quoteCharacter = '~')
  void aWrongTypeIsNamedWithItsPlaceAndWhatIsAllowed(String as, String value, String message) {
    Fields fields = fields("{'a':%s}".formatted(value));

    assertThatThrownBy(() -> Objects.requireNonNull(READERS.get(as)).accept(fields, "a"))
        .hasMessage("INVALID_REQUEST: " + message);
  }

  @Test
  void whatNobodyTookIsLeftNullsIncluded() {
    Fields fields = fields("{'a':1,'b':null,'c':3,'d':null}");
    fields.any("a");
    fields.skip("d");

    assertThat(fields.rest()).isEqualTo(fields("{'b':null,'c':3}").node());
  }

  private static Fields fields(String json) {
    return Fields.ofRequest(
        StrictJson.parseObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "p");
  }
}
