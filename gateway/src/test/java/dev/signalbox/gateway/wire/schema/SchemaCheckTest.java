package dev.signalbox.gateway.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.schema.SchemaCheck.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values held against schemas, also those that were made to take long. */
final class SchemaCheckTest {
  private static final int STEPS = 5_000;

  private static Verdict check(String schema, String value) {
    return SchemaCheck.check(json(schema), json(value), STEPS);
  }

  private static JsonNode json(String quoted) {
    return StrictJson.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'type':'integer'}                                        | 7          | FULFILLED
          {'type':'integer'}                                        | 7.5        | BROKEN
          {'type':['string','null']}                                | null       | FULFILLED
          {'enum':['a','b']}                                        | 'c'        | BROKEN
          {'const':{'a':1}}                                         | {'a':1}    | FULFILLED
          {'required':['a']}                                        | {}         | BROKEN
          {'properties':{'a':{}},'additionalProperties':false}      | {'b':1}    | BROKEN
          {'items':{'maximum':3},'minItems':1}                      | [1,2,4]    | BROKEN
          {'anyOf':[{'type':'string'},{'minimum':2}]}               | 1          | BROKEN
          {'pattern':'^a+$'}                                        | 'aab'      | BROKEN
          {'pattern':'^(?=b)a$'}                                    | 'x'        | FULFILLED
          {'format':'email'}                                        | 'no email' | FULFILLED
          {'$ref':'#/$defs/n','$defs':{'n':{'type':'number'}}}      | 'x'        | BROKEN
          {'$schema':'http://json-schema.org/draft-07/schema#','items':[{'type':'string'}]} | [1] | BROKEN
          {'dependentRequired':{'a':['b']}}                         | {'a':1}    | BROKEN
          {'properties':{'enum':{'type':'string'}}}                 | {'enum':1} | BROKEN
          true                                                      | 1          | FULFILLED
          false                                                     | 1          | BROKEN
          'no schema'                                               | 1          | UNKNOWN
          {'$ref':'#/$defs/missing'}                                | 1          | UNKNOWN
          {'$ref':'https://example.org/schema'}                     | 1          | UNKNOWN
          """)
  void tellsWhatIsKnown(String schema, String value, Verdict verdict) {
    assertThat(check(schema, value)).isEqualTo(verdict);
  }

  @Test
  @DisplayName("a schema without an end says nothing")
  void aSchemaWithoutAnEndSaysNothing() {
    assertThat(check("{'$ref':'#'}", "1")).isEqualTo(Verdict.UNKNOWN);
    assertThat(check("{'anyOf':[{'$ref':'#'},{'$ref':'#'}]}", "1")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  @DisplayName("a schema that takes exponential time is given up")
  void aSchemaThatTakesExponentialTimeIsGivenUp() {
    ObjectNode schema = StrictJson.object();
    ObjectNode defs = schema.putObject("$defs");
    for (int i = 0; i < 40; i++) {
      ObjectNode level = defs.putObject("d" + i);
      for (int twice = 0; twice < 2; twice++) {
        level.withArray("allOf").addObject().put("$ref", "#/$defs/d" + (i + 1));
      }
    }
    defs.putObject("d40").put("type", "string");
    schema.put("$ref", "#/$defs/d0");

    Verdict verdict =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> SchemaCheck.check(schema, json("1"), STEPS));

    assertThat(verdict).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  @DisplayName("an expression that backtracks for ever is followed in linear time")
  void anExpressionThatBacktracksIsFollowedInLinearTime() {
    ObjectNode schema = StrictJson.object().put("pattern", "^(a+)+$");
    JsonNode value = StrictJson.mapper().getNodeFactory().textNode("a".repeat(50_000) + "b");

    Verdict verdict =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> SchemaCheck.check(schema, value, STEPS));

    assertThat(verdict).isEqualTo(Verdict.BROKEN);
  }

  @Test
  @DisplayName("a schema with more nodes than are looked at is not followed")
  void aSchemaWithTooManyNodesIsNotFollowed() {
    ObjectNode schema = StrictJson.object().put("type", "string");
    ObjectNode properties = schema.putObject("properties");
    for (int i = 0; i < SchemaCheck.MOST_NODES; i++) {
      properties.putObject("p" + i);
    }

    assertThat(SchemaCheck.check(schema, json("1"), STEPS)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  @DisplayName("the schema that is checked against stays as it is")
  void theSchemaStaysAsItIs() {
    JsonNode schema = json("{'type':'object','properties':{'a':{'type':'string'}}}");

    SchemaCheck.check(schema, json("{}"), STEPS);

    assertThat(schema).isEqualTo(json("{'type':'object','properties':{'a':{'type':'string'}}}"));
  }
}
