package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonPlaceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$.a | {} | {'a':7}",
        "a | {} | {'a':7}",
        "$.a | {'a':1,'b':2} | {'a':7,'b':2}",
        "$.a.b | {} | {'a':{'b':7}}",
        "$.a.b | {'a':{'c':1}} | {'a':{'c':1,'b':7}}",
        "$.a.b | {'a':1} | {'a':{'b':7}}",
        "$['a'] | {} | {'a':7}",
        "$[\"a\"] | {} | {'a':7}",
        "$['c.d']['e]f'] | {} | {'c.d':{'e]f':7}}",
        "$[''] | {} | {'':7}",
        "$.a[0] | {} | {'a':[7]}",
        "$.a[1] | {'a':[1]} | {'a':[1,7]}",
        "$.a[0] | {'a':[1,2]} | {'a':[7,2]}",
        "$.a[0] | {'a':{}} | {'a':[7]}",
        "$.a[1].b | {'a':[{},{'c':1}]} | {'a':[{},{'c':1,'b':7}]}",
        "$.a[0][0] | {} | {'a':[[7]]}"
      })
  void aValueIsPutWhereThePathSays(String path, String before, String after) {
    ObjectNode root = json(before);

    assertThat(JsonPlace.parse(path).orElseThrow().set(root, IntNode.valueOf(7))).isTrue();
    assertThat(root).isEqualTo(json(after));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$",
        "$.",
        "$.a.",
        "$..a",
        "$.a[",
        "$.a[]",
        "$.a[x]",
        "$.a[1",
        "$.a[-1]",
        "$.a[']",
        "$['a",
        "$[\"a']",
        "$.a[/]",
        "$.a[:]",
        "$.a[1234567]"
      })
  void whatIsNoPathIsNoPlace(String path) {
    assertThat(JsonPlace.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void aPathHas64Steps(int steps, boolean place) {
    assertThat(JsonPlace.parse("$" + ".a".repeat(steps)).isPresent()).isEqualTo(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$[0]", "$.a[2]", "$.a[123456]", "$.b[1].c"})
  void anItemThatWouldLeaveAGapIsNotPut(String path) {
    ObjectNode root = json("{'a':[1]}");

    assertThat(JsonPlace.parse(path).orElseThrow().set(root, IntNode.valueOf(7))).isFalse();
  }

  private static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
