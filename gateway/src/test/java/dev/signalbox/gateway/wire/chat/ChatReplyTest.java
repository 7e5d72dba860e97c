package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ToolIds;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatReplyTest {
  private static List<Part> parts(String message) {
    return Chat.answer(message, "stop").choices().getFirst().parts();
  }

  private static ObjectNode written(List<Part> parts, StopReason stop, Losses losses) {
    return Chat.CLIENT.encodeReply(reply(parts, stop), Chat.frame(), losses);
  }

  private static Reply reply(List<Part> parts, StopReason stop) {
    return new Reply(
        "id",
        "m",
        7,
        List.of(new Choice(0, parts, stop, Optional.empty(), Extras.NONE)),
        Optional.of(Usage.of(1, 2)),
        Extras.NONE);
  }

  @Test
  void aRefusalEndsWithStopAndIsARefusal() {
    Choice choice = Chat.answer("{'content':null,'refusal':'no'}", "stop").choices().getFirst();
    ObjectNode body = written(choice.parts(), choice.stop(), new Losses());

    assertThat(choice.parts()).containsExactly(new Part.Refusal("no"));
    assertThat(choice.stop()).isEqualTo(StopReason.REFUSAL);
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/choices/0/message/content").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':'a','reasoning_content':'r'}",
        "{'content':'a','reasoning':'r'}",
        "{'content':'a','reasoning':'r','reasoning_content':'r'}",
        "{'content':'a','reasoning_details':[{'type':'reasoning.text','text':'r'}]}",
        "{'content':'a','reasoning_details':[{'type':'reasoning.summary','summary':'r'}]}",
        "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'r'}]},"
            + "{'type':'text','text':'a'}]}",
        "{'content':[{'type':'thinking','thinking':'r'},{'type':'text','text':'a'}]}",
      })
  void reasoningIsReadInEveryDialect(String message) {
    assertThat(parts(message)).containsExactly(Part.Reasoning.of("r"), Part.Text.of("a"));
  }

  @Test
  void signedReasoningDetailsAreTheSignature() {
    List<Part> parts =
        parts(
            "{'content':'a','reasoning':'r','reasoning_details':[{'type':'reasoning.text',"
                + "'text':'r','signature':'s','index':0},{'type':'reasoning.encrypted','data':'d'}]}");

    Part.Reasoning reasoning = (Part.Reasoning) parts.getFirst();
    Signature signature = reasoning.signature().orElseThrow();
    assertThat(signature.origin()).isEqualTo(Protocol.CHAT);
    assertThat(ReasoningDetails.entriesOf(signature)).hasSize(2);
    Losses losses = new Losses();
    JsonNode message = written(parts, StopReason.END, losses).at("/choices/0/message");
    assertThat(message.path("reasoning_content").asText()).isEqualTo("r");
    assertThat(message.path("reasoning_details").findValuesAsText("signature"))
        .containsExactly("s");
    assertThat(losses.toList()).isEmpty();
  }

  @Test
  void callsAreReadInEveryDialect() {
    List<Part> parts =
        parts(
            """
            {'content':'','tool_calls':[
            {'function':{'name':'a','arguments':{'x':1}}},
            {'id':'2','index':0,'function':{'name':'b'}},
            {'id':'2','index':0,'type':'function','function':{'name':'c','arguments':'{"cut'}},
            {'id':'4','type':'custom','custom':{'name':'d','input':'free text'}}]}
            """
                .replace("\"cut", "\\'cut"));

    Part.ToolCall first = (Part.ToolCall) parts.getFirst();
    assertThat(ToolIds.isMadeUp(first.id())).isTrue();
    assertThat(parts)
        .containsExactly(
            Part.ToolCall.of(first.id(), "a", "{\"x\":1}"),
            Part.ToolCall.of("2", "b", ""),
            Part.ToolCall.of("2", "c", "{\"cut"),
            new Part.ToolCall(
                "4",
                "d",
                "free text",
                Optional.empty(),
                Extras.of(Protocol.CHAT, Chat.json("{'type':'custom'}"))));
    JsonNode calls =
        written(parts, StopReason.TOOL_CALLS, new Losses()).at("/choices/0/message/tool_calls");
    assertThat(calls.path(3))
        .isEqualTo(
            Chat.json("{'id':'4','type':'custom','custom':{'name':'d','input':'free text'}}"));
  }

  @Test
  void theOlderFunctionCallIsReadAndWrittenForClientsThatAskedSo() {
    Reply reply =
        Chat.answer(
            "{'content':null,'function_call':{'name':'f','arguments':'{}'}}", "function_call");

    ObjectNode body =
        Chat.CLIENT.encodeReply(reply, Chat.frame("{'functions':[{'name':'f'}]}"), new Losses());

    assertThat(reply.choices().getFirst().stop()).isEqualTo(StopReason.TOOL_CALLS);
    assertThat(body.at("/choices/0/message/function_call"))
        .isEqualTo(Chat.json("{'name':'f','arguments':'{}'}"));
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("function_call");
  }

  @Test
  void citationsAreReadAndWrittenWithTheirPlace() {
    List<Part> parts =
        parts(
            "{'content':'ab','annotations':[{'type':'url_citation','url_citation':"
                + "{'url':'u','title':'t','start_index':0,'end_index':1,'content':'q'}},"
                + "{'type':'file','file':{'hash':'h'}}]}");

    assertThat(((Part.Text) parts.getFirst()).citations())
        .containsExactly(
            new Citation(
                Optional.of("u"),
                Optional.of("t"),
                Optional.of("q"),
                OptionalInt.of(0),
                OptionalInt.of(1),
                Extras.NONE));
    List<Part> two = List.of(Part.Text.of("xyz"), parts.getFirst());
    JsonNode citation =
        written(two, StopReason.END, new Losses())
            .at("/choices/0/message/annotations/0/url_citation");
    assertThat(citation.path("start_index").asInt()).isEqualTo(3);
    assertThat(citation.path("end_index").asInt()).isEqualTo(4);
  }

  @Test
  void logProbsBelongToTheText() {
    Reply reply =
        Chat.reply(
            "{'choices':[{'message':{'content':'a'},'finish_reason':'stop','logprobs':{'content':["
                + "{'token':'a','logprob':-0.5,'bytes':[97],'top_logprobs':"
                + "[{'token':'b','logprob':-1,'bytes':null}]}],'refusal':null}}]}");

    TokenLogProb other = new TokenLogProb("b", new BigDecimal("-1"), Optional.empty(), List.of());
    assertThat(((Part.Text) reply.choices().getFirst().parts().getFirst()).logProbs())
        .containsExactly(
            new TokenLogProb(
                "a", new BigDecimal("-0.5"), Optional.of(List.of(97)), List.of(other)));
    assertThat(
            Chat.PROVIDER
                .decodeReply(Chat.CLIENT.encodeReply(reply, Chat.frame(), new Losses()))
                .choices())
        .isEqualTo(reply.choices());
  }

  @Test
  void audioAndImagesAreMedia() {
    List<Part> parts =
        parts(
            "{'content':null,'audio':{'id':'a','data':'UklGRg==','transcript':'hi','expires_at':9},"
                + "'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,AA=='}}]}");

    assertThat(parts)
        .containsExactly(
            new Part.Media(
                MediaKind.IMAGE,
                new MediaSource.Inline("image/png", "AA=="),
                Optional.empty(),
                Extras.NONE),
            new Part.Media(
                MediaKind.AUDIO,
                new MediaSource.Inline("audio/wav", "UklGRg=="),
                Optional.empty(),
                Extras.of(
                    Protocol.CHAT, Chat.json("{'id':'a','expires_at':9,'transcript':'hi'}"))));
    JsonNode message = written(parts, StopReason.END, new Losses()).at("/choices/0/message");
    assertThat(Chat.answer(message.toString(), "stop").choices().getFirst().parts())
        .isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prompt_tokens':10,'completion_tokens':5,'total_tokens':15} | 10 0 0 0 0 5 0 0 0",
        "{'prompt_tokens':10,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':4,"
            + "'cache_write_tokens':2,'audio_tokens':1},'completion_tokens_details':"
            + "{'reasoning_tokens':3,'audio_tokens':1}} | 4 4 2 0 0 5 3 1 1",
        "{'prompt_tokens':10,'completion_tokens':5,'prompt_cache_hit_tokens':4} | 6 4 0 0 0 5 0 0 0",
        "{'prompt_tokens':10,'completion_tokens':5,'num_cached_tokens':4} | 6 4 0 0 0 5 0 0 0",
        "{'prompt_tokens':10,'completion_tokens':5,'total_tokens':22,'completion_tokens_details':"
            + "{'reasoning_tokens':7}} | 10 0 0 0 0 12 7 0 0",
        "{'prompt_tokens':66,'completion_tokens':6,'total_tokens':100} | 66 0 0 0 0 34 28 0 0",
        "{'prompt_tokens':null,'completion_tokens':5} | 0 0 0 0 0 5 0 0 0",
      })
  void usageBucketsDoNotOverlap(String usage, String buckets) {
    Usage read = Chat.reply("{'choices':[],'usage':%s}".formatted(usage)).usage().orElseThrow();

    assertThat(
            "%d %d %d %d %d %d %d %d %d"
                .formatted(
                    read.input(),
                    read.cacheRead(),
                    read.cacheWrite5m(),
                    read.cacheWrite1h(),
                    read.toolPrompt(),
                    read.output(),
                    read.reasoning(),
                    read.audioInput(),
                    read.audioOutput()))
        .isEqualTo(buckets);
    assertThat(ChatUsage.read(ChatUsage.write(read))).contains(read);
  }

  @Test
  void promptTokensIncludeCachedOnes() {
    ObjectNode usage = ChatUsage.write(new Usage(10, 100, 20, 5, 1, 7, 2, 0, 0, ""));

    assertThat(usage.path("prompt_tokens").asLong()).isEqualTo(136);
    assertThat(usage.path("total_tokens").asLong()).isEqualTo(143);
    assertThat(usage.at("/prompt_tokens_details/cached_tokens").asLong()).isEqualTo(100);
    assertThat(usage.at("/prompt_tokens_details/cache_write_tokens").asLong()).isEqualTo(25);
  }

  @Test
  void aWholeAnswerHasTheKeysThatClientsExpect() {
    ObjectNode body = written(List.of(Part.Text.of("x")), StopReason.END, new Losses());

    assertThat(Chat.json(body.toString()))
        .isEqualTo(
            Chat.json(
                """
                {'id':'chatcmpl-abc','object':'chat.completion','created':7,'model':'m','choices':
                [{'index':0,'message':{'role':'assistant','content':'x','refusal':null},
                'logprobs':null,'finish_reason':'stop'}],'usage':%s}
                """
                    .formatted(ChatUsage.write(Usage.of(1, 2)))));
  }

  @Test
  void foreignPartsAreDroppedAndTold() {
    Losses losses = new Losses();

    written(
        List.of(
            new Part.Opaque(Protocol.ANTHROPIC, "server_tool_use", Chat.json("{}")),
            new Part.ToolResult("c", "f", List.of(), false, Extras.NONE),
            new Part.Media(
                MediaKind.VIDEO,
                new MediaSource.Url("u", Optional.empty()),
                Optional.empty(),
                Extras.NONE)),
        StopReason.END,
        losses);

    assertThat(losses.toList())
        .extracting("field")
        .containsExactly(
            "choices[0].message.content[0]",
            "choices[0].message.content[1]",
            "choices[0].message.content[2]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'x'}}",
        "{'error':'x'}",
        "{'message':'no choices'}",
        "{'choices':'none'}",
        "{'choices':[{'error':{'message':'x'},'finish_reason':'error'}]}",
      })
  void anErrorOrAnotherShapeInASuccessIsAFailure(String body) {
    assertThatThrownBy(() -> Chat.reply(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.UPSTREAM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[null,5,{}]}",
        "{'choices':[{'index':-1,'message':[]}]}",
        "{'choices':[{'index':1e30,'message':{'content':{'a':1},'tool_calls':{'id':5}}}]}",
        "{'id':5,'model':[],'created':'x','choices':[{'message':{'tool_calls':[1,{'function':3}]}}]}",
        "{'choices':[{'message':{'content':[1,{'type':5},{'text':'x'}],'annotations':{'a':1}}}]}",
        "{'choices':[{'logprobs':{'content':[{'token':1},{}]},'message':{'refusal':7}}]}",
        "{'choices':[],'usage':{'prompt_tokens':-5,'completion_tokens':1e40}}",
        "{'choices':[{'index':0,'message':{}},{'index':0,'message':{}}]}",
      })
  void wrongTypesInOptionalPlacesAreIgnored(String body) {
    Reply reply = Chat.reply(body);

    assertThat(Chat.CLIENT.encodeReply(reply, Chat.frame(), new Losses()).has("choices")).isTrue();
  }
}
