package dev.signalbox.gateway.wire.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the requests of clients; texts use ' for ". */
final class RequestWritingTest {
  private static final WireFormats FORMATS = new WireFormats(new SignatureSeal(new byte[32]));
  private static final String USER = "'messages':[{'role':'user','content':'Hi'}]";

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'a'}},"
          + "{'type':'function','function':{'name':'b','description':'B','parameters':"
          + "{'type':'object','properties':{'x':{'type':'string'}},'required':['x']}}}]";

  private final Losses losses = new Losses();

  @Test
  void writesEverySettingUnderItsName() {
    ObjectNode body =
        chat(
            USER
                + ",'stream':true,'max_tokens':7,'temperature':0,'top_p':0.5,'stop':['a','b'],"
                + "'seed':3,'frequency_penalty':0.5,'presence_penalty':0,'logprobs':true,"
                + "'response_format':{'type':'json_object'},'safety_mode':'STRICT'");

    assertThat(body)
        .isEqualTo(
            json(
                "{'model':'command-a-03-2025','stream':true,"
                    + USER
                    + ",'max_tokens':7,'temperature':0,'p':0.5,'frequency_penalty':0.5,"
                    + "'presence_penalty':0,'stop_sequences':['a','b'],'seed':3,'logprobs':true,"
                    + "'response_format':{'type':'json_object'},'safety_mode':'STRICT'}"));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'temperature':1.5 | temperature | 1 | ADAPTED temperature
          'top_p':1 | p | 0.99 | ADAPTED top_p
          'top_p':0 | p | 0.01 | ADAPTED top_p
          'frequency_penalty':-0.5 | frequency_penalty | 0 | ADAPTED frequency_penalty
          'presence_penalty':2 | presence_penalty | 1 | ADAPTED presence_penalty
          'frequency_penalty':1,'presence_penalty':1 | presence_penalty | "" | DROPPED presence_penalty
          'seed':-1 | seed | 9223372036854775807 | ADAPTED seed
          'stop':['1','2','3','4','5','6'] | stop_sequences | ['1','2','3','4','5'] | ADAPTED stop
          'top_logprobs':2,'logprobs':true | logprobs | true | DROPPED top_logprobs
          'n':2 | n | "" | ADAPTED n
          'logit_bias':{'5':1} | logit_bias | "" | DROPPED logit_bias
          'user':'u' | user | "" | DROPPED user
          'metadata':{'a':'b'} | metadata | "" | DROPPED metadata
          'store':true | store | "" | DROPPED store
          'verbosity':'low' | verbosity | "" | DROPPED verbosity
          'reasoning_effort':'low' | thinking | {'type':'enabled','token_budget':2048} | ADAPTED reasoning_effort
          'reasoning_effort':'none' | thinking | {'type':'disabled'} | ""
          'web_search_options':{'a':1} | web_search_options | "" | DROPPED web_search_options
          'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'array'}}} | response_format | {'type':'json_object'} | ADAPTED response_format.json_schema
          """)
  void tellsWhatItCannotCarry(String asked, String field, String written, String loss) {
    ObjectNode body = chat(USER + "," + asked);

    assertThat(body.path(field)).isEqualTo(json("[" + written + "]").path(0));
    assertThat(told()).isEqualTo(loss == null || loss.isEmpty() ? List.of() : List.of(loss));
  }

  @Test
  void takesASchemaAsItIs() {
    String schema = "{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}";

    ObjectNode body =
        chat(
            USER
                + ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':"
                + schema
                + ",'strict':true}}");

    assertThat(body.path("response_format"))
        .isEqualTo(json("{'type':'json_object','json_schema':" + schema + "}"));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'none' | NONE | 2 | ""
          'auto' | "" | 2 | ""
          'required' | REQUIRED | 2 | ""
          {'type':'function','function':{'name':'b'}} | REQUIRED | 1 | ADAPTED tool_choice
          """)
  void forcesAToolByLeavingTheOthersOut(String choice, String written, int tools, String loss) {
    ObjectNode body = chat(USER + "," + TOOLS + ",'tool_choice':" + choice);

    assertThat(body.path("tool_choice").asText("")).isEqualTo(written == null ? "" : written);
    assertThat(body.path("tools")).hasSize(tools);
    assertThat(told()).isEqualTo(loss == null || loss.isEmpty() ? List.of() : List.of(loss));
  }

  @Test
  void isStrictForAllToolsOrNone() {
    ObjectNode all = chat(USER + "," + TOOLS.replace("'name':'", "'strict':true,'name':'"));
    ObjectNode one = chat(USER + "," + TOOLS.replace("'name':'b'", "'strict':true,'name':'b'"));

    assertThat(all.path("strict_tools").asBoolean()).isTrue();
    assertThat(one.has("strict_tools")).isFalse();
    assertThat(told()).containsExactly("DROPPED tools[1].strict");
  }

  @Test
  void givesAnAnswerNoFormatBesideTools() {
    ObjectNode body = chat(USER + "," + TOOLS + ",'response_format':{'type':'json_object'}");

    assertThat(body.has("response_format")).isFalse();
    assertThat(told()).containsExactly("DROPPED response_format");
  }

  @Test
  void writesCallsWithTheirPlanAndTheirResultsBehindThem() {
    ObjectNode body =
        chat(
            "'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':'Tide?'},"
                + "{'role':'assistant','content':'I look it up.','tool_calls':["
                + "{'id':'c1','type':'function','function':{'name':'a','arguments':'{}'}},"
                + "{'id':'c2','type':'function','function':{'name':'b','arguments':'{\\\"x\\\":1}'}}]},"
                + "{'role':'tool','tool_call_id':'c2','content':'two'},"
                + "{'role':'tool','tool_call_id':'c1','content':'one'},"
                + "{'role':'developer','content':'In French.'},{'role':'user','content':'And?'}]");

    assertThat(body.path("messages"))
        .isEqualTo(
            json(
                "[{'role':'system','content':[{'type':'text','text':'Be brief.'},"
                    + "{'type':'text','text':'In French.'}]},{'role':'user','content':'Tide?'},"
                    + "{'role':'assistant','tool_calls':["
                    + "{'id':'c1','type':'function','function':{'name':'a','arguments':'{}'}},"
                    + "{'id':'c2','type':'function','function':{'name':'b','arguments':'{\\\"x\\\":1}'}}],"
                    + "'tool_plan':'I look it up.'},"
                    + "{'role':'tool','tool_call_id':'c1','content':'one'},"
                    + "{'role':'tool','tool_call_id':'c2','content':'two'},"
                    + "{'role':'user','content':'And?'}]"));
    assertThat(told()).containsExactly("ADAPTED messages[5]");
  }

  @Test
  void sendsImagesAsTheyAreAndTellsOtherMedia() {
    ObjectNode body =
        chat(
            "'messages':[{'role':'user','content':[{'type':'text','text':'See'},"
                + "{'type':'image_url','image_url':{'url':'https://a.example/x.png','detail':'low'}},"
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},"
                + "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}]}]");

    assertThat(body.path("messages").path(0).path("content"))
        .isEqualTo(
            json(
                "[{'type':'text','text':'See'},"
                    + "{'type':'image_url','image_url':{'url':'https://a.example/x.png','detail':'low'}},"
                    + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}]"));
    assertThat(told()).containsExactly("DROPPED messages[0].content[3]");
  }

  @Test
  void thinkingGoesBackAndSignaturesDoNot() {
    ObjectNode body =
        written(
            Protocol.ANTHROPIC,
            "{'model':'m','max_tokens':2000,'thinking':{'type':'enabled','budget_tokens':1024},"
                + "'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
                + "{'type':'thinking','thinking':'Hm.','signature':'c2ln'},"
                + "{'type':'text','text':'Yes.'}]},{'role':'user','content':'Why?'}]}");

    assertThat(body.path("messages").path(1))
        .isEqualTo(
            json(
                "{'role':'assistant','content':[{'type':'thinking','thinking':'Hm.'},"
                    + "{'type':'text','text':'Yes.'}]}"));
    assertThat(body.path("thinking")).isEqualTo(json("{'type':'enabled','token_budget':1024}"));
    assertThat(told()).containsExactly("DROPPED messages[1].content[0].signature");
  }

  @Test
  void aModelThatDoesNotThinkIsNotToldTo() {
    ModelTraits plain =
        new ModelTraits(
            OptionalInt.empty(),
            ModelTraits.MaxTokensParam.MAX_TOKENS,
            true,
            true,
            true,
            ModelTraits.Thinking.NONE);

    ObjectNode body =
        FORMATS
            .provider(CohereProviderFormat.COHERE)
            .encodeRequest(
                FORMATS
                    .client(Protocol.CHAT)
                    .decodeRequest(
                        object("{'model':'m'," + USER + ",'reasoning_effort':'high'}"),
                        RequestTarget.IN_BODY),
                new ProviderTarget("m", plain, Dialect.OPENAI),
                losses);

    assertThat(body.has("thinking")).isFalse();
    assertThat(told()).containsExactly("DROPPED reasoning_effort");
  }

  private ObjectNode chat(String fields) {
    return written(Protocol.CHAT, "{'model':'m'," + fields + "}");
  }

  private ObjectNode written(Protocol client, String body) {
    ObjectNode written =
        FORMATS
            .provider(CohereProviderFormat.COHERE)
            .encodeRequest(
                FORMATS.client(client).decodeRequest(object(body), RequestTarget.IN_BODY),
                new ProviderTarget("command-a-03-2025", ModelTraits.UNKNOWN, Dialect.OPENAI),
                losses);
    return StrictJson.parseObject(StrictJson.toBytes(written));
  }

  private List<String> told() {
    return losses.toList().stream().map(RequestWritingTest::told).toList();
  }

  private static String told(Loss loss) {
    return loss.kind() + " " + loss.field();
  }

  private static ObjectNode object(String text) {
    return (ObjectNode) json(text);
  }

  private static JsonNode json(String text) {
    return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
