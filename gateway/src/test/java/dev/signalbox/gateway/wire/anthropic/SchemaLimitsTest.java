package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaLimitsTest {
  private final Losses losses = new Losses();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'string','minLength':2,'pattern':'a'} | {'type':'string','pattern':'a'} | s.minLength",
        "{'type':'array','minItems':1} | {'type':'array','minItems':1} | -",
        "{'type':'array','minItems':2} | {'type':'array'} | s.minItems",
        "{'type':'object'} | {'type':'object','additionalProperties':false} | s.additionalProperties",
        "{'type':['null','object']} | {'type':['null','object'],'additionalProperties':false}"
            + " | s.additionalProperties",
        "{'properties':{}} | {'properties':{},'additionalProperties':false} | s.additionalProperties",
        "{'type':'string','properties':{}} | {'type':'string','properties':{}} | -",
        "{'type':['string','null']} | {'type':['string','null']} | -",
        "{'type':'object','additionalProperties':false} | {'type':'object','additionalProperties':false} | -",
        "{'type':'object','additionalProperties':true} | {'type':'object','additionalProperties':false}"
            + " | s.additionalProperties",
        "{'anyOf':[{'maximum':1},{'type':'object'}]} | {'anyOf':[{},{'type':'object',"
            + "'additionalProperties':false}]} | s.maximum s.additionalProperties",
        "{'items':{'multipleOf':2}} | {'items':{}} | s.multipleOf",
        "{'$defs':{'minimum':{'minimum':1}}} | {'$defs':{'minimum':{}}} | s.minimum",
        "{'items':true} | {'items':true} | -",
        "{'properties':[]} | {'properties':[],'additionalProperties':false} | s.additionalProperties"
      })
  void aSchemaIsCutToWhatTheApiEnforces(String schema, String sent, String told) {
    assertThat(SchemaLimits.apply(Given.node(schema), losses, "s")).isEqualTo(Given.node(sent));
    assertThat(losses.toList().stream().map(Loss::field).toList())
        .isEqualTo(told.equals("-") ? List.of() : List.of(told.split(" ", -1)));
  }
}
