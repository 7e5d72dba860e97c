package dev.signalbox.gateway.wire.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON Schema to Gemini's form and back. */
final class SchemaConversionTest {
  private final Losses losses = new Losses();

  private static JsonNode json(String text) {
    return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode reread(JsonNode node) {
    return StrictJson.parse(StrictJson.toBytes(node));
  }

  private JsonNode toGemini(String schema) {
    return reread(SchemaConversion.toGemini(json(schema), losses, "s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'STRING'} | {'type':'string'}",
        "{'type':3} | {'type':'integer'}",
        "{'type':'object','properties':{}} | {'type':'object','properties':{}}",
        "{'type':'TYPE_UNSPECIFIED'} | {}",
        "{'type':'STRING','nullable':true} | {'type':['string','null']}",
        "{'type':'STRING','nullable':false,'title':null} | {'type':'string'}",
        "{'type':'STRING','enum':['a'],'nullable':true,'format':'enum'} |"
            + " {'type':['string','null'],'enum':['a',null]}",
        "{'type':'INTEGER','enum':['1','2']} | {'type':'integer','enum':[1,2]}",
        "{'any_of':[{'type':'STRING'}],'nullable':true} |"
            + " {'anyOf':[{'type':'string'},{'type':'null'}]}",
        "{'type':'ARRAY','items':{'type':'NUMBER'},'min_items':'1','maxItems':'3'} |"
            + " {'type':'array','items':{'type':'number'},'minItems':1,'maxItems':3}",
        "{'type':'STRING','example':'x'} | {'type':'string','examples':['x']}",
        "{'type':'INTEGER','format':'int32','default':0} |"
            + " {'type':'integer','format':'int32','default':0}",
        "{'type':'object','additionalProperties':false,'$defs':{'a':{'type':'STRING'}}} |"
            + " {'type':'object','additionalProperties':false,'$defs':{'a':{'type':'string'}}}",
        "{'type':['STRING','INTEGER']} | {'type':['string','integer']}",
        "{'type':['TYPE_UNSPECIFIED']} | {}",
        "{'type':0} | {}",
        "{'type':7} | {'type':'null'}",
        "{'type':8} | {}",
        "{'maximum':'1.5','minimum':'1e2'} | {'maximum':1.5,'minimum':100}",
        "{'type':'NUMBER','enum':['1.5']} | {'type':'number','enum':[1.5]}",
        "{'type':'STRING','enum':['1']} | {'type':'string','enum':['1']}",
      })
  void readsGeminisForm(String gemini, String schema) {
    assertThat(reread(SchemaConversion.toJsonSchema(json(gemini)))).isEqualTo(json(schema));
  }

  @Test
  void ordersPropertiesAsTheyAreToBeGenerated() {
    JsonNode schema =
        SchemaConversion.toJsonSchema(
            json(
                "{'type':'OBJECT','properties':{'a':{},'b':{},'c':{}},"
                    + "'propertyOrdering':['c','a']}"));

    assertThat(StrictJson.toText(schema))
        .isEqualTo("{\"type\":\"object\",\"properties\":{\"c\":{},\"a\":{},\"b\":{}}}");
  }

  @Test
  void readsAPropertyThatIsCalledLikeAKeyword() {
    assertThat(
            SchemaConversion.toJsonSchema(
                json("{'type':'OBJECT','properties':{'any_of':{'type':'STRING'}}}")))
        .isEqualTo(json("{'type':'object','properties':{'any_of':{'type':'string'}}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'string','title':'t','pattern':'x'} | {'type':'STRING','title':'t','pattern':'x'}",
        "{'type':['string','null']} | {'type':'STRING','nullable':true}",
        "{'type':['string','integer']} | {'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]}",
        "{'anyOf':[{'type':'string'},{'type':'null'}]} | {'type':'STRING','nullable':true}",
        "{'type':'null'} | {'type':'NULL'}",
        "{'const':'a'} | {'type':'STRING','enum':['a']}",
        "{'const':5} | {'type':'INTEGER','minimum':5,'maximum':5}",
        "{'enum':['a',null]} | {'type':'STRING','enum':['a'],'nullable':true}",
        "{'type':'array','items':{},'minItems':2} |"
            + " {'type':'ARRAY','items':{},'minItems':'2'}",
        "{'type':'integer','exclusiveMinimum':0} | {'type':'INTEGER','minimum':1}",
        "{'properties':{'a':{'type':'string'}},'additionalProperties':true,'$schema':'x'} |"
            + " {'type':'OBJECT','properties':{'a':{'type':'STRING'}}}",
        "{'allOf':[{'type':'object','required':['a']},{'required':['b']}]} |"
            + " {'type':'OBJECT','required':['a','b']}",
        "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/b'},'b':{'type':'string'}}} |"
            + " {'type':'STRING'}",
        "{'type':'object','properties':{'a':{'$ref':'#/$defs/a','description':'d'}},"
            + "'$defs':{'a':{'type':'string','description':'c'}}} |"
            + " {'type':'OBJECT','properties':{'a':{'type':'STRING','description':'d'}}}",
        "{'type':'string','examples':['a','b']} | {'type':'STRING','example':'a'}",
        "{'examples':[]} | {}",
        "{'minLength':'2','maxLength':1e2} | {'minLength':'2','maxLength':'100'}",
        "{'const':null} | {'type':'NULL'}",
        "{'enum':[]} | {}",
        "{'anyOf':[{'type':'null'}]} | {'type':'NULL'}",
        "{'anyOf':[]} | {}",
        "{'allOf':[{'title':'a'},{'title':'a'}]} | {'title':'a'}",
        "{'allOf':[{'properties':{'a':{},'b':{}}},{'properties':{'c':{},'d':{}}}]} |"
            + " {'type':'OBJECT','properties':{'a':{},'b':{},'c':{},'d':{}},"
            + "'propertyOrdering':['a','b','c','d']}",
        "{'anyOf':[{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'},{'$ref':'#/$defs/a'}],"
            + "'$defs':{'a':{'type':'string'}}} |"
            + " {'anyOf':[{'type':'STRING'},{'type':'STRING'},{'type':'STRING'}]}",
      })
  void writesGeminisFormWithoutALoss(String schema, String gemini) {
    assertThat(toGemini(schema)).isEqualTo(json(gemini));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object','additionalProperties':false} | {'type':'OBJECT'} | s.additionalProperties",
        "{'type':'number','multipleOf':2} | {'type':'NUMBER'} | s.multipleOf",
        "{'oneOf':[{'type':'string'},{'type':'integer'}]} |"
            + " {'anyOf':[{'type':'STRING'},{'type':'INTEGER'}]} | s.oneOf",
        "{'enum':[1,2]} | {} | s.enum",
        "{'const':true} | {} | s.const",
        "{'type':'number','exclusiveMaximum':3} | {'type':'NUMBER','maximum':3} |"
            + " s.exclusiveMaximum",
        "{'$ref':'https://e.com'} | {} | s.$ref",
        "{'items':false} | {'type':'ARRAY','items':{}} | s.items",
        "{'properties':{'a':{'not':{}}}} | {'type':'OBJECT','properties':{'a':{}}} |"
            + " s.properties.a.not",
        "{'allOf':[{'title':'a'},{'title':'b'}]} | {'title':'a'} | s.allOf",
        "{'allOf':[{},{'not':{}}]} | {} | s.allOf[1].not",
        "{'anyOf':[{},{'not':{}}]} | {'anyOf':[{},{}]} | s.anyOf[1].not",
        "{'exclusiveMinimum':'x'} | {} | s.exclusiveMinimum",
        "{'exclusiveMinimum':0.5} | {} | s.exclusiveMinimum",
      })
  void tellsWhereMeaningIsLost(String schema, String gemini, String field) {
    assertThat(toGemini(schema)).isEqualTo(json(gemini));
    assertThat(losses.toList())
        .singleElement()
        .satisfies(loss -> assertThat(loss.field()).isEqualTo(field));
  }

  @Test
  void keepsTheOrderOfProperties() {
    assertThat(toGemini("{'type':'object','properties':{'b':{},'a':{}}}"))
        .isEqualTo(
            json("{'type':'OBJECT','properties':{'b':{},'a':{}},'propertyOrdering':['b','a']}"));
  }

  @Test
  void cutsARecursionOffAndTellsIt() {
    JsonNode schema =
        toGemini(
            "{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','properties':"
                + "{'next':{'$ref':'#/$defs/node'}}}}}");

    assertThat(schema)
        .isEqualTo(
            json(
                "{'type':'OBJECT','properties':{'next':{'type':'OBJECT','properties':"
                    + "{'next':{'type':'OBJECT'}}}}}"));
    assertThat(losses.toList())
        .singleElement()
        .satisfies(
            loss -> assertThat(loss.field()).isEqualTo("s.properties.next.properties.next.$ref"));
  }

  @Test
  void staysWithinItsBoundsWhenInliningExplodes() {
    ObjectNode schema = StrictJson.object();
    ObjectNode defs = schema.putObject("$defs");
    for (int i = 0; i < 12; i++) {
      ObjectNode properties = defs.putObject("d" + i).putObject("properties");
      for (int j = 0; j < 12; j++) {
        properties.putObject("p" + j).put("$ref", "#/$defs/d" + j);
      }
    }
    schema.put("$ref", "#/$defs/d0");
    ObjectNode written = SchemaConversion.toGemini(schema, losses, "s");

    assertThat(StrictJson.toBytes(written).length).isLessThan(2_000_000);
    assertThat(losses.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"60, 0", "61, 1", "62, 1"})
  void cutsOffWhatIsNestedDeeperThan60(int depth, int cuts) {
    ObjectNode schema = StrictJson.object();
    ObjectNode innermost = schema;
    for (int i = 0; i < depth; i++) {
      innermost = innermost.putObject("items");
    }

    SchemaConversion.toGemini(schema, losses, "s");

    assertThat(losses.toList()).hasSize(cuts);
  }

  @ParameterizedTest
  @CsvSource({"4999, 0", "5000, 1"})
  void cutsOffWhatIsMoreThan5000Schemas(int properties, int cuts) {
    ObjectNode schema = StrictJson.object();
    for (int i = 0; i < properties; i++) {
      schema.withObject("/properties").putObject("p" + i);
    }

    SchemaConversion.toGemini(schema, losses, "s");

    assertThat(losses.toList()).hasSize(cuts);
  }

  @Test
  void comesBackAsTheSameJsonSchema() {
    JsonNode schema =
        json(
            "{'type':'object','properties':{'b':{'type':['string','null'],'enum':['x',null]},"
                + "'a':{'type':'array','items':{'type':'integer','minimum':0},'maxItems':4}},"
                + "'required':['b'],'description':'d'}");

    assertThat(
            reread(SchemaConversion.toJsonSchema(SchemaConversion.toGemini(schema, losses, "s"))))
        .isEqualTo(schema);
    assertThat(losses.isEmpty()).isTrue();
  }
}
