package dev.signalbox.gateway.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictSchemaTest {
  private static final String CLOSED =
      "'type':'object','properties':{'a':{}},'required':['a'],'additionalProperties':false";
  private static final String OPEN = "{'type':'object','properties':{'a':{}},'required':['a']}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type':'string'}",
        "{'type':['string','null']}",
        "{" + CLOSED + "}",
        "{'type':['null','object'],'properties':{},'additionalProperties':false}",
        "{'properties':{},'additionalProperties':false}",
        "{'items':{" + CLOSED + "},'anyOf':[{" + CLOSED + "}],'$defs':{'x':{" + CLOSED + "}}}"
      })
  void aSchemaFitsWhoseObjectsAreClosedAndRequireAll(String schema) {
    assertThat(StrictSchema.fits(json(schema))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OPEN,
        "{'type':'object','properties':{},'additionalProperties':true}",
        "{'type':'object','properties':{},'additionalProperties':{}}",
        "{'type':'object','properties':{'a':{},'b':{}},'required':['a'],'additionalProperties':false}",
        "{'type':['null','object'],'properties':{}}",
        "{'properties':{}}",
        "{'items':" + OPEN + "}",
        "{'anyOf':[{}," + OPEN + "]}",
        "{'oneOf':[" + OPEN + "]}",
        "{'allOf':[" + OPEN + "]}",
        "{'prefixItems':[" + OPEN + "]}",
        "{'$defs':{'x':" + OPEN + "}}",
        "{'definitions':{'x':" + OPEN + "}}",
        "{'type':'object','properties':{'a':"
            + OPEN
            + "},'required':['a'],"
            + "'additionalProperties':false}"
      })
  void oneOpenObjectAnywhereIsEnoughNotToFit(String schema) {
    assertThat(StrictSchema.fits(json(schema))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"64, true", "65, false"})
  void whatIsNestedDeeperThan64CountsAsBroken(int depth, boolean fits) {
    ObjectNode schema = StrictJson.object();
    ObjectNode innermost = schema;
    for (int i = 1; i < depth; i++) { // the missing items of the innermost are one step more
      innermost = innermost.putObject("items");
    }

    assertThat(StrictSchema.fits(schema)).isEqualTo(fits);
  }

  private static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
