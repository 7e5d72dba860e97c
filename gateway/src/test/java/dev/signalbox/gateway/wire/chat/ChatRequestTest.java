package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Role;
import dev.signalbox.gateway.wire.model.ToolChoice;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatRequestTest {
  private static Request messages(String messages) {
    return Chat.request("{'model':'m','messages':[%s]}".formatted(messages));
  }

  private static JsonNode written(Request request) {
    Losses losses = new Losses();
    JsonNode body = Chat.encoded(request, Dialect.OPENAI, losses);
    assertThat(losses.toList()).isEmpty();
    return body;
  }

  @Test
  void everyInstructionIsKeptWhereItStands() {
    Request request =
        messages(
            "{'role':'system','content':'a'},{'role':'developer','content':'b','name':'boss'},"
                + "{'role':'user','content':'c'},{'role':'system','content':'d'}");

    assertThat(request.turns())
        .containsExactly(
            Turn.of(Role.SYSTEM, List.of(Part.Text.of("a"))),
            new Turn(Role.DEVELOPER, Optional.of("boss"), List.of(Part.Text.of("b")), Extras.NONE),
            Turn.of(Role.USER, List.of(Part.Text.of("c"))),
            Turn.of(Role.SYSTEM, List.of(Part.Text.of("d"))));
  }

  @Test
  void theDeveloperRoleBecomesSystemWhereItIsUnknown() {
    Request request = messages("{'role':'developer','content':'b'}");
    Losses losses = new Losses();

    JsonNode body = Chat.encoded(request, Chat.dialect("deepseek"), losses);

    assertThat(body.path("messages").path(0).path("role").asText()).isEqualTo("system");
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void everySettingComesOutAsItWentIn() {
    String settings =
        """
        'temperature':0,'top_p':0.9,'frequency_penalty':-1,'presence_penalty':1.5,'stop':['a','b'],
        'seed':7,'n':2,'logprobs':true,'top_logprobs':3,'logit_bias':{'50256':-100},
        'max_completion_tokens':9,'verbosity':'low','reasoning_effort':'minimal','user':'u',
        'safety_identifier':'s','metadata':{'k':'v'},'prompt_cache_key':'p','service_tier':'flex',
        'store':false,'response_format':{'type':'json_schema','json_schema':{'name':'x',
        'description':'d','schema':{'type':'object'},'strict':true}},
        'tools':[{'type':'function','function':{'name':'f','description':'d',
        'parameters':{'type':'object'},'strict':true}}],'tool_choice':'required',
        'parallel_tool_calls':false,'modalities':['text'],'prediction':{'type':'content','content':'z'}
        """;

    JsonNode body = written(Chat.asking(settings));

    assertThat(Normal.form((ObjectNode) body))
        .isEqualTo(
            Normal.form(
                Chat.json(
                    "{'model':'m','messages':[{'role':'user','content':'hi'}],%s}"
                        .formatted(settings))));
  }

  @Test
  void temperatureZeroIsAValue() {
    assertThat(Chat.asking("'temperature':0").sampling().temperature()).contains(BigDecimal.ZERO);
    assertThat(written(Chat.asking("'temperature':0")).path("temperature").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'content':null", ",'content':''", ",'content':[]"})
  void missingNullAndEmptyContentWork(String content) {
    Request request =
        messages("{'role':'user','content':'hi'},{'role':'assistant'%s}".formatted(content));

    assertThat(request.turns().get(1).parts()).isEmpty();
    assertThat(written(request).path("messages").path(1))
        .isEqualTo(Chat.json("{'role':'assistant','content':''}"));
  }

  @Test
  void anAssistantWithCallsNeedsNoContent() {
    Request request =
        messages(
            "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'f','arguments':'not json'}}]},"
                + "{'role':'tool','tool_call_id':'c','content':'r'}");

    assertThat(request.turns())
        .containsExactly(
            Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("c", "f", "not json"))),
            Turn.of(
                Role.USER,
                List.of(
                    new Part.ToolResult(
                        "c", "f", List.of(Part.Text.of("r")), false, Extras.NONE))));
    assertThat(written(request).path("messages").path(0).has("content")).isFalse();
  }

  @Test
  void resultsFollowTheirCallsWhereverTheClientPutThem() {
    Request request =
        messages("{'role':'user','content':'q'}")
            .withTurns(
                List.of(
                    Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("a", "f", "{}"))),
                    Turn.of(Role.ASSISTANT, List.of(Part.ToolCall.of("b", "g", "{}"))),
                    Turn.of(Role.USER, List.of(Part.Text.of("wait"))),
                    Turn.of(Role.USER, List.of(result("b"), Part.Text.of("go"), result("a")))));

    JsonNode messages = written(request).path("messages");

    assertThat(messages.findValuesAsText("role"))
        .containsExactly("assistant", "tool", "tool", "user", "user");
    assertThat(messages.path(0).path("tool_calls")).hasSize(2);
    assertThat(messages.findValuesAsText("tool_call_id")).containsExactly("b", "a");
    assertThat(messages.path(3).path("content").asText()).isEqualTo("wait");
  }

  private static Part.ToolResult result(String id) {
    return new Part.ToolResult(id, "", List.of(Part.Text.of("r")), false, Extras.NONE);
  }

  @Test
  void mediaOfAResultFollowInAUserMessageAndAreTold() {
    Part image =
        new Part.Media(
            MediaKind.IMAGE,
            new MediaSource.Inline("image/png", "AA=="),
            Optional.empty(),
            Extras.NONE);
    Request request =
        messages("{'role':'user','content':'q'}")
            .withTurns(
                List.of(
                    Turn.of(
                        Role.ASSISTANT,
                        List.of(
                            Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "f", "{}"))),
                    Turn.of(
                        Role.USER,
                        List.of(
                            new Part.ToolResult("a", "f", List.of(image), true, Extras.NONE),
                            result("b")))));
    Losses losses = new Losses();

    JsonNode messages = Chat.encoded(request, Dialect.OPENAI, losses).path("messages");

    assertThat(messages.findValuesAsText("role"))
        .containsExactly("assistant", "tool", "tool", "user");
    assertThat(messages.path(3).path("content").path(0))
        .isEqualTo(
            Chat.json("{'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}}"));
    assertThat(losses.toList())
        .extracting(loss -> loss.field() + " " + loss.kind())
        .containsExactly(
            "messages[1].content[0] ADAPTED", "messages[1].content[0].is_error DROPPED");
  }

  @Test
  void severalTextsStaySeveralTexts() {
    String content = "[{'type':'text','text':'a'},{'type':'text','text':'b'}]";
    Request request = messages("{'role':'user','content':%s}".formatted(content));

    assertThat(written(request).path("messages").path(0).path("content")).hasSize(2);
    assertThat(
            Chat.encoded(request, Chat.dialect("deepseek"), new Losses())
                .path("messages")
                .path(0)
                .path("content")
                .asText())
        .isEqualTo("ab");
  }

  @Test
  void mediaComeOutAsTheyWentIn() {
    String content =
        """
        [{'type':'image_url','image_url':{'url':'https://x/y.png','detail':'low'}},
        {'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}},
        {'type':'input_audio','input_audio':{'data':'AA==','format':'mp3'}},
        {'type':'input_audio','input_audio':{'data':'AA==','format':'wav'}},
        {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AA=='}},
        {'type':'file','file':{'file_id':'file-1'}},
        {'type':'new_thing','x':1}]
        """;
    Request request = messages("{'role':'user','content':%s}".formatted(content));

    assertThat(request.turns().getFirst().parts())
        .extracting(part -> part instanceof Part.Media media ? media.kind() : null)
        .containsExactly(
            MediaKind.IMAGE,
            MediaKind.IMAGE,
            MediaKind.AUDIO,
            MediaKind.AUDIO,
            MediaKind.DOCUMENT,
            MediaKind.DOCUMENT,
            null);
    assertThat(written(request).path("messages").path(0))
        .isEqualTo(Chat.json("{'role':'user','content':%s}".formatted(content)));
  }

  @ParameterizedTest
  @CsvSource({"none", "auto", "required"})
  void toolChoiceWordsComeOutAsTheyWentIn(String word) {
    Request request =
        Chat.asking(
            "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'%s'"
                .formatted(word));

    assertThat(written(request).path("tool_choice").asText()).isEqualTo(word);
  }

  @Test
  void olderFunctionsBecomeTools() {
    Request request =
        Chat.request(
            """
            {'model':'m','functions':[{'name':'f'}],'function_call':{'name':'f'},'messages':[
            {'role':'assistant','function_call':{'name':'f','arguments':'{}'}},
            {'role':'function','name':'f','content':'r'}]}
            """);

    assertThat(request.tooling().choice()).contains(new ToolChoice.Named("f"));
    JsonNode body = written(request);
    String id = body.path("messages").path(0).path("tool_calls").path(0).path("id").asText();
    assertThat(ToolIds.isMadeUp(id)).isTrue();
    assertThat(body.path("messages").path(1).path("tool_call_id").asText()).isEqualTo(id);
    assertThat(body.path("tools").path(0).path("function").path("name").asText()).isEqualTo("f");
  }

  @Test
  void callsWithoutIdsPairWithResultsByOrder() {
    Request request =
        messages(
            "{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':{'a':1}}},"
                + "{'id':'','function':{'name':'g'}}]},"
                + "{'role':'tool','content':'1'},{'role':'tool','tool_call_id':'','content':'2'}");

    List<Part> calls = request.turns().getFirst().parts();
    assertThat(((Part.ToolCall) calls.get(0)).argumentsJson()).isEqualTo("{\"a\":1}");
    assertThat(((Part.ToolResult) request.turns().get(1).parts().getFirst()).name()).isEqualTo("f");
    assertThat(((Part.ToolResult) request.turns().get(2).parts().getFirst()).callId())
        .isEqualTo(((Part.ToolCall) calls.get(1)).id());
  }

  @Test
  void unknownFieldsSurviveTheirOwnProtocolAndAreToldToOthers() {
    Request request = Chat.asking("'web_search_options':{'a':1},'nothing':null");
    Losses losses = new Losses();

    request.extras().writeTo(Chat.json("{}"), Protocol.GEMINI, losses, "");

    assertThat(written(request).path("web_search_options")).isEqualTo(Chat.json("{'a':1}"));
    assertThat(losses.toList()).extracting("field").containsExactly("web_search_options");
  }

  @Test
  void usageIsAlwaysAskedForInStreams() {
    assertThat(written(Chat.asking("'stream':true")).path("stream_options"))
        .isEqualTo(Chat.json("{'include_usage':true}"));
    assertThat(
            Chat.encoded(Chat.asking("'stream':true"), Chat.dialect("mistral"), new Losses())
                .has("stream_options"))
        .isFalse();
    assertThat(Chat.asking("'stream':true,'stream_options':{'include_usage':true}").extras())
        .isEqualTo(Extras.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'messages':[{'role':'user'}] | model",
        "'model':'m' | messages",
        "'model':'m','messages':[] | messages",
        "'model':'m','messages':[{'content':'x'}] | messages[0].role",
        "'model':'m','messages':[{'role':'boss'}] | messages[0].role",
        "'model':'m','messages':[{'role':'user','content':5}] | messages[0].content",
        "'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]"
            + " | messages[0].content[0].text",
        "'model':'m','messages':[{'role':'tool','content':'x'}] | messages[0].tool_call_id",
        "'model':'m','messages':[{'role':'user'}],'temperature':'hot' | temperature",
        "'model':'m','messages':[{'role':'user'}],'max_tokens':0 | max_tokens",
        "'model':'m','messages':[{'role':'user'}],'tool_choice':'maybe' | tool_choice",
        "'model':'m','messages':[{'role':'user'}],'tools':[{'type':'function'}]"
            + " | tools[0].function",
        "'model':'m','messages':[{'role':'user'}],'stop':[1] | stop",
      })
  void badRequestsNameTheirField(String fields, String param) {
    assertThatThrownBy(() -> Chat.request("{" + fields + "}"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().param()).contains(param));
  }
}
