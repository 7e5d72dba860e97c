package dev.signalbox.gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the requests of clients; texts use ' for ". */
final class RequestWritingTest {
  private static final WireFormats FORMATS = new WireFormats(new SignatureSeal(new byte[32]));
  private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
  private static final String NOVA = "amazon.nova-pro-v1:0";
  private static final String LLAMA = "meta.llama3-3-70b-instruct-v1:0";
  private static final String USER = "'messages':[{'role':'user','content':'Hi'}]";
  private static final String SAID = "'messages':[{'role':'user','content':[{'text':'Hi'}]}]";

  private final Losses losses = new Losses();

  @Test
  void writesEverySettingUnderItsName() {
    ObjectNode body =
        chat(
            NOVA,
            "'messages':[{'role':'system','content':'Be brief.'},{'role':'user','content':'Hi'}],"
                + "'stream':true,'max_tokens':7,'temperature':0,'top_p':0.5,'stop':['a','b'],"
                + "'metadata':{'team':'blue'},'service_tier':'flex',"
                + "'performanceConfig':{'latency':'optimized'},"
                + "'additionalModelRequestFields':{'x':1}");

    assertThat(body)
        .isEqualTo(
            json(
                "{'system':[{'text':'Be brief.'}],"
                    + SAID
                    + ",'inferenceConfig':{'maxTokens':7,'temperature':0,'topP':0.5,"
                    + "'stopSequences':['a','b']},'requestMetadata':{'team':'blue'},"
                    + "'serviceTier':{'type':'flex'},'performanceConfig':{'latency':'optimized'},"
                    + "'additionalModelRequestFields':{'x':1}}"));
    assertThat(losses.toList()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'temperature':1.5 | inferenceConfig | {'temperature':1} | ADAPTED temperature
          'temperature':0.5,'top_p':0.5 | inferenceConfig | {'temperature':0.5} | DROPPED top_p
          'stop':[' '] | inferenceConfig | "" | DROPPED stop
          'top_k':5 | additionalModelRequestFields | {'top_k':5} | ""
          'seed':1 | seed | "" | DROPPED seed
          'n':2 | n | "" | DROPPED n
          'frequency_penalty':0 | frequency_penalty | "" | ""
          'logit_bias':{'5':1} | logit_bias | "" | DROPPED logit_bias
          'user':'u' | user | "" | DROPPED user
          'store':true | store | "" | DROPPED store
          'store':false | store | "" | ""
          'verbosity':'low' | verbosity | "" | DROPPED verbosity
          'metadata':{'a':'ä'} | requestMetadata | "" | DROPPED metadata.a
          'service_tier':'auto' | serviceTier | "" | ""
          'service_tier':'scale' | serviceTier | "" | DROPPED service_tier
          'reasoning_effort':'none' | additionalModelRequestFields | {'thinking':{'type':'disabled'}} | ""
          'response_format':{'type':'json_object'} | outputConfig | "" | ADAPTED response_format
          'web_search_options':{'a':1} | web_search_options | "" | DROPPED web_search_options
          """)
  void tellsWhatItCannotCarry(String asked, String field, String written, String loss) {
    ObjectNode body = chat(CLAUDE, USER + "," + asked);

    assertThat(body.path(field)).isEqualTo(json("[" + written + "]").path(0));
    assertThat(told()).isEqualTo(loss == null || loss.isEmpty() ? List.of() : List.of(loss));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          us.anthropic.claude-sonnet-4-5-20250929-v1:0 | {'thinking':{'type':'enabled','budget_tokens':2048}} | 10240 | ""
          amazon.nova-2-lite-v1:0 | {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}} | "" | ""
          openai.gpt-oss-120b-1:0 | {'reasoning_effort':'low'} | "" | ""
          meta.llama3-3-70b-instruct-v1:0 | "" | "" | DROPPED reasoning_effort
          """)
  void tellsEachFamilyToThinkInItsOwnWay(
      String model, String additional, String limit, String loss) {
    ObjectNode body = chat(model, USER + ",'reasoning_effort':'low'");

    assertThat(body.path("additionalModelRequestFields"))
        .isEqualTo(json("[" + additional + "]").path(0));
    assertThat(body.path("inferenceConfig").path("maxTokens").asText())
        .isEqualTo(limit == null ? "" : limit);
    assertThat(told()).isEqualTo(loss == null || loss.isEmpty() ? List.of() : List.of(loss));
  }

  @Test
  void aBudgetFitsBelowTheLimitAndForcesNoTool() {
    ObjectNode body =
        anthropic(
            CLAUDE,
            USER
                + ",'max_tokens':4000,'temperature':0.2,"
                + "'thinking':{'type':'enabled','budget_tokens':8000},"
                + "'tools':[{'name':'a','input_schema':{'type':'object'}}],"
                + "'tool_choice':{'type':'any'}");

    assertThat(body.path("additionalModelRequestFields"))
        .isEqualTo(json("{'thinking':{'type':'enabled','budget_tokens':3000}}"));
    assertThat(body.path("inferenceConfig")).isEqualTo(json("{'maxTokens':4000}"));
    assertThat(body.path("toolConfig").path("toolChoice")).isEqualTo(json("{'auto':{}}"));
    assertThat(told())
        .containsExactly(
            "ADAPTED thinking.budget_tokens", "DROPPED temperature", "ADAPTED tool_choice");
  }

  @Test
  void writesCallsAndResultsAsTheApiOrdersThem() {
    ObjectNode body =
        chat(
            CLAUDE,
            "'messages':[{'role':'user','content':'Tide?'},"
                + "{'role':'assistant','content':'I look.','tool_calls':[{'id':'call.1',"
                + "'type':'function','function':{'name':'get','arguments':'{}'}},{'id':'c2',"
                + "'type':'function','function':{'name':'get','arguments':'[1]'}}]},"
                + "{'role':'tool','tool_call_id':'call.1','content':'high'},"
                + "{'role':'tool','tool_call_id':'c2','content':'low'},"
                + "{'role':'user','content':'And now?'}],"
                + "'tools':[{'type':'function','function':{'name':'get','strict':true,"
                + "'parameters':{'type':'object','properties':{}}}}],'tool_choice':'required',"
                + "'parallel_tool_calls':false");

    JsonNode messages = body.path("messages");
    String id = messages.path(1).path("content").path(1).path("toolUse").path("toolUseId").asText();
    assertThat(id).matches("tooluse_[A-Za-z0-9]{24}");
    assertThat(messages.path(1).path("content").path(2).path("toolUse").path("input"))
        .isEqualTo(json("{'_unparsed_arguments':'[1]'}"));
    assertThat(messages.path(2))
        .isEqualTo(
            json(
                "{'role':'user','content':[{'toolResult':{'toolUseId':'"
                    + id
                    + "','content':[{'text':'high'}]}},{'toolResult':{'toolUseId':'c2',"
                    + "'content':[{'text':'low'}]}},{'text':'And now?'}]}"));
    assertThat(body.path("toolConfig"))
        .isEqualTo(
            json(
                "{'tools':[{'toolSpec':{'name':'get','strict':true,'inputSchema':{'json':"
                    + "{'type':'object','properties':{},'additionalProperties':false}}}}],"
                    + "'toolChoice':{'any':{}}}"));
    assertThat(told())
        .containsExactly(
            "ADAPTED messages[1].content[2].arguments",
            "ADAPTED tools[0].parameters.additionalProperties",
            "DROPPED parallel_tool_calls");
  }

  @Test
  void declaresToolsThatWereCalledAndLeavesOutThoseThatMayNot() {
    String called =
        "'messages':[{'role':'user','content':'Tide?'},{'role':'assistant','tool_calls':"
            + "[{'id':'c1','type':'function','function':{'name':'get','arguments':'{}'}}]},"
            + "{'role':'tool','tool_call_id':'c1','content':'high'}]";

    assertThat(chat(LLAMA, called).path("toolConfig"))
        .isEqualTo(
            json(
                "{'tools':[{'toolSpec':{'name':'get','inputSchema':{'json':{'type':'object'}}}}]}"));
    assertThat(told()).containsExactly("ADAPTED tools");
    assertThat(
            chat(
                    LLAMA,
                    USER
                        + ",'tools':[{'type':'function','function':{'name':'a'}}],"
                        + "'tool_choice':'none'")
                .has("toolConfig"))
        .isFalse();
  }

  @Test
  void setsPointsOfTheCacheWhereAnthropicHasThem() {
    String cached =
        "'max_tokens':9,'system':[{'type':'text','text':'S','cache_control':{'type':'ephemeral',"
            + "'ttl':'1h'}}],'messages':[{'role':'user','content':[{'type':'text','text':'Hi',"
            + "'cache_control':{'type':'ephemeral'}}]}],'tools':[{'name':'a','input_schema':"
            + "{'type':'object'},'cache_control':{'type':'ephemeral'}}]";

    ObjectNode body = anthropic(CLAUDE, cached);

    assertThat(body.path("system"))
        .isEqualTo(json("[{'text':'S'},{'cachePoint':{'type':'default','ttl':'1h'}}]"));
    assertThat(body.path("messages").path(0).path("content"))
        .isEqualTo(json("[{'text':'Hi'},{'cachePoint':{'type':'default'}}]"));
    assertThat(body.path("toolConfig").path("tools").path(1))
        .isEqualTo(json("{'cachePoint':{'type':'default'}}"));
    assertThat(losses.toList()).isEmpty();
    assertThat(anthropic(LLAMA, cached).toString()).doesNotContain("cachePoint");
    assertThat(told()).contains("DROPPED cache_control");
  }

  @Test
  void takesThinkingOfAnthropicBackForClaudeOnly() {
    String thought =
        "'max_tokens':9,'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':"
            + "[{'type':'thinking','thinking':'T','signature':'sig'},{'type':'text','text':'A'}]},"
            + "{'role':'user','content':'B'}]";

    assertThat(anthropic(CLAUDE, thought).path("messages").path(1).path("content").path(0))
        .isEqualTo(json("{'reasoningContent':{'reasoningText':{'text':'T','signature':'sig'}}}"));
    assertThat(losses.toList()).isEmpty();
    assertThat(anthropic(NOVA, thought).path("messages").path(1).path("content"))
        .isEqualTo(json("[{'text':'A'}]"));
    assertThat(told()).containsExactly("DROPPED messages[1].content[0]");
  }

  @Test
  void userAndAssistantAlternate() {
    ObjectNode body =
        chat(
            LLAMA,
            "'messages':[{'role':'assistant','content':'Hello'},{'role':'user','content':'A'},"
                + "{'role':'user','content':' '},{'role':'user','content':'B'},"
                + "{'role':'system','content':'C'},{'role':'assistant','content':''},"
                + "{'role':'user','content':'D'}]");

    assertThat(body.path("messages"))
        .isEqualTo(
            json(
                "[{'role':'user','content':[{'text':'(The assistant begins.)'}]},"
                    + "{'role':'assistant','content':[{'text':'Hello'}]},"
                    + "{'role':'user','content':[{'text':'A'},{'text':'B'},{'text':'C'},"
                    + "{'text':'D'}]}]"));
  }

  @Test
  void refusesAConversationThatSaysNothing() {
    assertThatThrownBy(() -> chat(LLAMA, "'messages':[{'role':'user','content':' '}]"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("holds nothing");
  }

  @Test
  void documentsHaveNamesOfTheirOwnAndATextBesideThem() {
    ObjectNode body =
        anthropic(
            CLAUDE,
            "'max_tokens':9,'messages':[{'role':'user','content':[{'type':'document','title':"
                + "'Q3: plan.pdf','citations':{'enabled':true},'source':{'type':'base64',"
                + "'media_type':'application/pdf','data':'AA\\nAA'}},{'type':'document','title':"
                + "'Q3: plan.pdf','source':{'type':'text','media_type':'text/plain','data':'x'}},"
                + "{'type':'image','source':{'type':'base64','media_type':'image/png',"
                + "'data':'AAAA'}}]}]");

    assertThat(body.path("messages").path(0).path("content"))
        .isEqualTo(
            json(
                "[{'document':{'format':'pdf','name':'Q3 plan','citations':{'enabled':true},"
                    + "'source':{'bytes':'AAAA'}}},{'document':{'format':'txt','name':"
                    + "'Q3 plan (2)','source':{'bytes':'eA=='}}},{'image':{'format':'png',"
                    + "'source':{'bytes':'AAAA'}}},{'text':'(See the documents.)'}]"));
  }

  @Test
  void filesStandInTheRequestOrInS3() {
    Part.Media s3 = image("s3://bucket/a.jpg");
    ConverseProviderFormat format = new ConverseProviderFormat();

    assertThat(format.takesAddress(s3, target(NOVA))).isTrue();
    assertThat(format.takesAddress(image("https://x.example/a.jpg"), target(NOVA))).isFalse();
    assertThat(new MediaWriter(ModelFamily.NOVA, losses).write(s3, "p").orElseThrow())
        .isEqualTo(
            json(
                "{'image':{'format':'jpeg','source':{'s3Location':{'uri':'s3://bucket/a.jpg'}}}}"));
  }

  private static Part.Media image(String url) {
    return new Part.Media(
        MediaKind.IMAGE, new MediaSource.Url(url, Optional.empty()), Optional.empty(), Extras.NONE);
  }

  @Test
  void schemasAreEnforcedWhereTheModelDoesAndAskedForElsewhere() {
    String asked =
        USER
            + ",'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':"
            + "{'type':'object','properties':{'a':{'type':'string'}}}}}";

    JsonNode format = chat(CLAUDE, asked).path("outputConfig").path("textFormat");

    assertThat(format.path("type").asText()).isEqualTo("json_schema");
    JsonNode schema = format.path("structure").path("jsonSchema");
    assertThat(schema.path("name").asText()).isEqualTo("n");
    assertThat(json(schema.path("schema").asText().replace('"', '\'')))
        .isEqualTo(
            json(
                "{'type':'object','properties':{'a':{'type':'string'}},"
                    + "'additionalProperties':false}"));
    assertThat(chat(NOVA, asked).path("system").path(0).path("text").asText())
        .startsWith("Answer with JSON that satisfies this JSON Schema");
  }

  private ObjectNode chat(String model, String fields) {
    return written(Protocol.CHAT, model, fields);
  }

  private ObjectNode anthropic(String model, String fields) {
    return written(Protocol.ANTHROPIC, model, fields);
  }

  private ObjectNode written(Protocol client, String model, String fields) {
    ObjectNode asked = (ObjectNode) json("{'model':'m'," + fields + "}");
    return StrictJson.parseObject(
        StrictJson.toBytes(
            FORMATS
                .provider(ConverseProviderFormat.CONVERSE)
                .encodeRequest(
                    FORMATS.client(client).decodeRequest(asked, RequestTarget.IN_BODY),
                    target(model),
                    losses)));
  }

  private static ProviderTarget target(String model) {
    return new ProviderTarget(model, ModelTraits.UNKNOWN, Dialect.OPENAI);
  }

  private List<String> told() {
    return losses.toList().stream().map(loss -> loss.kind() + " " + loss.field()).toList();
  }

  private static JsonNode json(String text) {
    return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
