package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatStreamTest {
  private static List<Part> parts(List<ReplyEvent> events) {
    return Chat.folded(events).choices().getFirst().parts();
  }

  private static String call(int index, String rest) {
    return "{'tool_calls':[{'index':%d,%s}]}".formatted(index, rest);
  }

  @Test
  void callsAreKeyedOnTheirIndexAndMayInterleave() {
    List<ReplyEvent> events =
        Chat.deltas(
            "stop",
            "{'role':'assistant','content':null}",
            call(0, "'id':'a','type':'function','function':{'name':'f','arguments':''}"),
            call(1, "'id':'b','type':'function','function':{'name':'g','arguments':'{'}"),
            call(0, "'function':{'arguments':'{}'}"),
            call(1, "'id':'b','function':{'name':'g','arguments':'}'}"));

    assertThat(parts(events))
        .containsExactly(Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "g", "{}"));
    assertThat(Chat.folded(events).choices().getFirst().stop()).isEqualTo(StopReason.TOOL_CALLS);
  }

  @Test
  void callsWithoutIndexIdOrFragmentsAreRead() {
    List<ReplyEvent> events =
        Chat.deltas(
            "tool_calls",
            "{'tool_calls':[{'function':{'name':'f','arguments':'{}'}},"
                + "{'function':{'name':'g','arguments':{'a':1}}}]}",
            "{'tool_calls':[{'index':7,'id':'x'}]}",
            call(7, "'function':{'arguments':'{'}"),
            call(7, "'function':{'name':'late','arguments':'}'}"));

    assertThat(parts(events))
        .extracting(part -> ((Part.ToolCall) part).name() + ((Part.ToolCall) part).argumentsJson())
        .containsExactly("f{}", "g{\"a\":1}", "late{}");
  }

  @Test
  void parallelCallsThatAreAllNumberedZeroAreToldApartByTheirIds() {
    List<ReplyEvent> events =
        Chat.deltas(
            "tool_calls",
            call(0, "'id':'a','function':{'name':'f','arguments':'{}'}"),
            call(0, "'id':'b','function':{'name':'f','arguments':'{}'}"));

    assertThat(parts(events))
        .containsExactly(Part.ToolCall.of("a", "f", "{}"), Part.ToolCall.of("b", "f", "{}"));
  }

  @Test
  void theTextClosesWhenACallStartsAndALaterTextIsAnotherPart() {
    List<ReplyEvent> events =
        Chat.deltas(
            "tool_calls",
            "{'content':'a'}",
            call(0, "'id':'c','function':{'name':'f','arguments':'{'}"),
            "{'content':'b'}",
            call(0, "'function':{'arguments':'}'}"));

    assertThat(parts(events))
        .containsExactly(Part.Text.of("a"), Part.ToolCall.of("c", "f", "{}"), Part.Text.of("b"));
    assertThat(events)
        .containsSubsequence(
            new ReplyEvent.PartClosed(0, 0),
            new ReplyEvent.PartOpened(0, 1, Part.ToolCall.of("c", "f", "")),
            new ReplyEvent.PartOpened(0, 2, Part.Text.of("")),
            new ReplyEvent.Delta(0, 1, "}"));
  }

  @Test
  void aStreamFoldsToTheWholeAnswer() {
    Reply whole =
        Chat.answer(
            "{'content':'ab','reasoning_content':'r','tool_calls':[{'id':'c','function':"
                + "{'name':'f','arguments':'{}'}}],'annotations':[{'type':'url_citation',"
                + "'url_citation':{'url':'u'}}],'extra':1}",
            "stop");

    List<ReplyEvent> events =
        Chat.deltas(
            "stop",
            "{'role':'assistant','content':''}",
            "{'content':'','annotations':[{'type':'url_citation','url_citation':{'url':'u'}}]}",
            "{'reasoning_content':'r'}",
            "{'content':'a'}",
            "{'content':'b'}",
            call(0, "'id':'c','function':{'name':'f','arguments':''}"),
            call(0, "'function':{'arguments':'{}'}"),
            "{'extra':1}");

    assertThat(Chat.folded(events)).isEqualTo(whole);
  }

  @Test
  void azuresFirstChunkWaitsForTheAnswersName() {
    List<ReplyEvent> events =
        Chat.events(
            """
            data: {"choices":[],"id":"","model":"","created":0,"prompt_filter_results":[{"a":1}]}

            data: {"id":"x","model":"gpt","created":3,"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}

            data: [DONE]

            """);

    assertThat(events.getFirst())
        .isEqualTo(
            new ReplyEvent.Started(
                "x",
                "gpt",
                3,
                Extras.of(Protocol.CHAT, Chat.json("{'prompt_filter_results':[{'a':1}]}"))));
  }

  @Test
  void usageIsFoundWhereverItStandsAndTheLastCounts() {
    List<ReplyEvent> events =
        Chat.chunks(
            "{'choices':[{'index':0,'delta':{'content':'a'}}],"
                + "'usage':{'prompt_tokens':1,'completion_tokens':1}}",
            "{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],"
                + "'x_groq':{'usage':{'prompt_tokens':1,'completion_tokens':2}}}",
            "{'choices':[],'usage':{'prompt_tokens':1,'completion_tokens':3}}",
            "{'choices':[],'moderation':{'a':1}}");

    assertThat(Chat.folded(events).usage()).contains(Usage.of(1, 3));
    assertThat(Chat.folded(events).extras().fields().has("moderation")).isTrue();
  }

  @Test
  void choicesInterleaveByIndex() {
    List<ReplyEvent> events =
        Chat.chunks(
            "{'choices':[{'index':1,'delta':{'content':'b'}},{'index':0,'delta':{'content':'a'}}]}",
            "{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}",
            "{'choices':[{'index':1,'delta':{},'finish_reason':'length'}]}");

    assertThat(Chat.folded(events).choices())
        .extracting(choice -> choice.index() + " " + choice.parts() + " " + choice.stop())
        .containsExactly(
            "0 " + List.of(Part.Text.of("aa")) + " END",
            "1 " + List.of(Part.Text.of("b")) + " MAX_TOKENS");
  }

  @Test
  void groqsErrorEventEndsTheStream() {
    Optional<Problem> problem =
        Chat.fold(
                Chat.events(
                    """
                    data: {"id":"x","choices":[{"index":0,"delta":{"content":"a"}}]}

                    event: error
                    data: {"error":{"message":"m","code":"tool_use_failed","status_code":400}}

                    """))
            .problem();

    assertThat(problem.orElseThrow().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    assertThat(problem.orElseThrow().code()).contains("tool_use_failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ": ping\n\n",
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n",
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"},"
            + "{\"index\":1,\"delta\":{\"content\":\"a\"}}]}\n\n",
        "data: [DONE]\n\n",
        "data: {oops\n\ndata: [DONE]\n\n",
      })
  void aStreamThatIsNotWholeFails(String stream) {
    Optional<Problem> problem = Chat.fold(Chat.events(stream)).problem();

    assertThat(problem.orElseThrow().kind()).isEqualTo(ProblemKind.UPSTREAM);
  }

  @Test
  void aFinishReasonIsEnoughWithoutDone() {
    assertThat(
            Chat.fold(
                    Chat.events(
                        "data: {\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"a\"},"
                            + "\"finish_reason\":\"stop\"}]}"))
                .ended())
        .isTrue();
  }

  @Test
  void unknownEventsAndLateDeltasAreToldAndChangeNothing() {
    List<ReplyEvent> events =
        Chat.chunks(
            "{'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}]}",
            "{'choices':[{'index':0,'delta':{'content':'late'},'finish_reason':'stop'}]}",
            "{'heartbeat':true}");

    assertThat(parts(events)).containsExactly(Part.Text.of("a"));
    assertThat(events).filteredOn(ReplyEvent.Unmapped.class::isInstance).hasSize(2);
  }

  @Test
  void boundsEndTheStream() {
    assertThat(
            Chat.fold(Chat.chunks("{'choices':[{'index':128,'delta':{'content':'a'}}]}")).problem())
        .contains(Problem.of(ProblemKind.UPSTREAM, "the provider sent more than 128 choices"));
    List<String> calls = new ArrayList<>();
    for (int i = 0; i <= 10_000; i++) {
      calls.add("{'index':%d,'function':{'name':'f'}}".formatted(i));
    }
    assertThat(
            Chat.fold(Chat.deltas("stop", "{'tool_calls':[%s]}".formatted(String.join(",", calls))))
                .problem())
        .contains(Problem.of(ProblemKind.UPSTREAM, "the provider sent more than 10000 tool calls"));
  }

  private static List<ReplyEvent> unfolded(Reply reply) {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    return events;
  }

  @Test
  void aStreamHasTheChunksThatClientsExpect() {
    Reply reply =
        Chat.reply(
            """
            {'id':'r','model':'m','created':5,'service_tier':'default','provider':'p',
            'choices':[{'index':0,'message':{'content':'x'},'finish_reason':'stop'}],
            'usage':{'prompt_tokens':1,'completion_tokens':2}}
            """);

    String stream = Chat.streamed(unfolded(reply), Chat.frame(), new Losses());

    String head =
        "'id':'chatcmpl-abc','object':'chat.completion.chunk','created':5,'model':'m',"
            + "'service_tier':'default','choices':";
    assertThat(Chat.chunksOf(stream))
        .containsExactly(
            Chat.json(
                "{%s[{'index':0,'delta':{'role':'assistant','content':'','refusal':null},"
                        .formatted(head)
                    + "'logprobs':null,'finish_reason':null}],'usage':null,'provider':'p'}"),
            Chat.json(
                "{%s[{'index':0,'delta':{'content':'x'},'logprobs':null,'finish_reason':null}],"
                        .formatted(head)
                    + "'usage':null}"),
            Chat.json(
                "{%s[{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}],'usage':null}"
                    .formatted(head)),
            (ObjectNode)
                Chat.json("{%s[],'usage':null}".formatted(head))
                    .set("usage", normal(ChatUsage.write(Usage.of(1, 2)))));
    assertThat(stream).endsWith("data: [DONE]\n\n");
  }

  private static JsonNode normal(ObjectNode node) {
    return Chat.json(node.toString());
  }

  @Test
  void usageIsNotSentUnlessAskedFor() {
    String stream =
        Chat.streamed(
            unfolded(Chat.answer("{'content':'x'}", "stop")), Chat.frame("{}"), new Losses());

    assertThat(stream).doesNotContain("usage");
  }

  @Test
  void aFailureIsAnErrorWithoutDoneEvenBeforeTheStart() {
    ReplyEvent failed =
        new ReplyEvent.Failed(Problem.of(ProblemKind.OVERLOADED, "too many requests"));

    assertThat(Chat.streamed(List.of(failed), Chat.frame(), new Losses()))
        .isEqualTo(
            "data: {\"error\":{\"message\":\"too many requests\",\"type\":\"server_error\","
                + "\"param\":null,\"code\":null}}\n\n");
  }

  @Test
  void theOlderFunctionCallIsStreamedToClientsThatAskedSo() {
    Reply reply =
        Chat.answer("{'content':null,'function_call':{'name':'f','arguments':'{}'}}", "stop");

    String stream =
        Chat.streamed(unfolded(reply), Chat.frame("{'functions':[{'name':'f'}]}"), new Losses());

    assertThat(stream)
        .contains("\"function_call\":{\"name\":\"f\"", "\"finish_reason\":\"function_call\"")
        .doesNotContain("tool_calls");
  }

  @Test
  void everyStreamedChoiceBeginsWithItsRole() {
    Reply reply =
        Chat.reply(
            "{'choices':[{'index':0,'message':{'content':'a'},'finish_reason':'stop'},"
                + "{'index':1,'message':{'content':'b'},'finish_reason':'stop'}]}");

    List<ObjectNode> chunks =
        Chat.chunksOf(Chat.streamed(unfolded(reply), Chat.frame(), new Losses()));

    for (int index = 0; index < 2; index++) {
      int wanted = index;
      ObjectNode first =
          chunks.stream()
              .filter(chunk -> chunk.at("/choices/0/index").asInt(-1) == wanted)
              .findFirst()
              .orElseThrow();
      assertThat(first.at("/choices/0/delta/role").asText()).isEqualTo("assistant");
    }
  }
}
