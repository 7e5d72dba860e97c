package dev.signalbox.gateway.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaSampleTest {
  @Property(tries = 2_000)
  void satisfiesRandomSchemas(@ForAll long schemaSeed, @ForAll long seed) {
    ObjectNode schema = new RandomSchemas(schemaSeed).document();

    JsonNode value = SchemaSample.of(schema, seed);

    assertThat(SchemaCheck.complaints(schema, value))
        .as("seeds %d and %d, schema %s, value %s", schemaSeed, seed, schema, value)
        .isEmpty();
  }

  @Property(tries = 200)
  void givesTheSameValueForTheSameSeed(@ForAll long schemaSeed, @ForAll long seed) {
    ObjectNode schema = new RandomSchemas(schemaSeed).document();

    assertThat(SchemaSample.of(schema, seed)).isEqualTo(SchemaSample.of(schema.deepCopy(), seed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'string','enum':['a','b']}",
        "{'const':{'a':[1]}}",
        "{'type':'object'}",
        "{'type':['null','integer'],'minimum':7,'maximum':7}",
        "{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':0.001}",
        "{'type':'integer','multipleOf':5,'minimum':11}",
        "{'type':'number','multipleOf':0.25,'maximum':-3}",
        "{'type':'integer','multipleOf':0.5,'minimum':2}",
        "{'type':'string','minLength':300}",
        "{'type':'string','maxLength':2}",
        "{'type':'string','pattern':'^\\\\+?[1-9]\\\\d{1,14}$'}",
        "{'type':'string','pattern':'^\\\\d{3}$','minLength':3,'maxLength':3}",
        "{'type':'array','uniqueItems':true,'minItems':3,'items':{'type':'integer','minimum':1,'maximum':3}}",
        "{'properties':{'a':{'type':'string'}},'required':['a','b']}",
        "{'type':'object','additionalProperties':{'type':'integer'}}",
        "{'$ref':'#/definitions/x','definitions':{'x':{'type':'boolean'}}}",
        "{'type':'object','properties':{'self':{'$ref':'#'}},'additionalProperties':false}",
        "{'allOf':[{'type':'number','minimum':3},{'type':'integer','maximum':4}]}",
        "{'anyOf':[{'type':'string'},{'type':'null'}]}",
        "true",
        "{}"
      })
  void satisfies(String quoted) {
    JsonNode schema = StrictJson.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

    for (long seed = 0; seed < 20; seed++) {
      JsonNode value = SchemaSample.of(schema, seed);
      assertThat(SchemaCheck.complaints(schema, value)).as("%s", value).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'$ref':'#'}",
        "{'$ref':'https://example.com/other.json'}",
        "{'$ref':'#/nowhere/%zz'}",
        "{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a']}",
        "{'type':'array','minItems':1000000000,'items':{'type':'array','minItems':1000000000}}",
        "{'type':'string','minLength':1000000000}",
        "{'type':'object','minProperties':1000000000}",
        "{'type':'number','minimum':1e9999,'multipleOf':1e-9999}",
        "{'type':'string','pattern':'^(((a{2000}){2000}){2000}){2000}$'}",
        "{'type':'string','pattern':'(?<=x)((()*)*)*['}",
        "{'type':'string','pattern':'((((){2000}){2000}){2000}){2000}'}",
        "{'enum':[]}",
        "{'type':'unheard-of','anyOf':[],'items':7,'properties':[],'required':{}}",
        "false"
      })
  void staysWithinBoundsOnHostileSchemas(String quoted) {
    JsonNode schema = StrictJson.parse(quoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

    String written = StrictJson.toText(SchemaSample.of(schema, 1));

    assertThat(written).hasSizeBetween(1, 200_000);
  }
}
