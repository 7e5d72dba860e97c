package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamReadingTest {
  private static final String START =
      "{'type':'message_start','message':{'id':'msg_1','model':'m','usage':"
          + "{'input_tokens':3,'cache_read_input_tokens':9,'output_tokens':1}}}";
  private static final String STOP = "{'type':'message_stop'}";

  private static String block(int index, String start) {
    return "{'type':'content_block_start','index':%d,'content_block':{%s}}".formatted(index, start);
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':%d,'delta':{%s}}".formatted(index, delta);
  }

  private static List<Part> parts(String... events) {
    return Given.fold(Given.events(Given.sse(events))).toReply().choices().getFirst().parts();
  }

  @Test
  void tellsTextStepByStepWithTheTokensAsTheyAreKnown() {
    List<ReplyEvent> events =
        Given.events(
            Given.sse(
                START,
                block(0, "'type':'text','text':''"),
                "{'type':'ping'}",
                delta(0, "'type':'text_delta','text':'Hi'"),
                "{'type':'content_block_stop','index':0}",
                "{'type':'message_delta','delta':{'stop_reason':'stop_sequence',"
                    + "'stop_sequence':'X'},'usage':{'output_tokens':7}}",
                STOP));

    assertThat(events)
        .isEqualTo(
            List.of(
                new ReplyEvent.Started("msg_1", "m", 0, Extras.NONE),
                new ReplyEvent.UsageReported(new Usage(3, 9, 0, 0, 0, 1, 0, 0, 0, "")),
                new ReplyEvent.PartOpened(0, 0, Part.Text.of("")),
                new ReplyEvent.Delta(0, 0, "Hi"),
                new ReplyEvent.PartClosed(0, 0),
                new ReplyEvent.UsageReported(new Usage(3, 9, 0, 0, 0, 7, 0, 0, 0, "")),
                new ReplyEvent.Stopped(0, StopReason.STOP_SEQUENCE, Optional.of("X"), Extras.NONE),
                new ReplyEvent.Ended()));
  }

  @Test
  void readsACallWithoutArgumentsAsAnEmptyObject() {
    assertThat(
            parts(
                START,
                block(0, "'type':'tool_use','id':'t1','name':'f','input':{}"),
                delta(0, "'type':'input_json_delta','partial_json':''"),
                "{'type':'content_block_stop','index':0}",
                block(1, "'type':'tool_use','id':'t2','name':'f','input':{'a':1}"),
                STOP))
        .isEqualTo(
            List.of(Part.ToolCall.of("t1", "f", "{}"), Part.ToolCall.of("t2", "f", "{\"a\":1}")));
  }

  @Test
  void keepsThinkingWithoutWordsAndHiddenThinking() {
    assertThat(
            parts(
                START,
                block(0, "'type':'thinking','thinking':'','signature':''"),
                delta(0, "'type':'signature_delta','signature':'s'"),
                "{'type':'content_block_stop','index':0}",
                block(1, "'type':'redacted_thinking','data':'d'"),
                "{'type':'content_block_stop','index':1}",
                STOP))
        .isEqualTo(
            List.of(
                reasoning(Signature.Kind.SIGNED, "s"), reasoning(Signature.Kind.REDACTED, "d")));
  }

  private static Part reasoning(Signature.Kind kind, String value) {
    return new Part.Reasoning(
        "", Optional.of(new Signature(Protocol.ANTHROPIC, kind, value)), Extras.NONE);
  }

  @Test
  void separatesBlocksOfServersThatNumberThemAllZeroAndLeaveOutStops() {
    assertThat(
            parts(
                START,
                block(0, "'type':'thinking','thinking':'a'"),
                delta(0, "'type':'text_delta','text':'b'"),
                block(0, "'type':'tool_use','id':'t','name':'f'"),
                delta(0, "'type':'input_json_delta','partial_json':'{}'"),
                STOP))
        .isEqualTo(
            List.of(Part.Reasoning.of("a"), Part.Text.of("b"), Part.ToolCall.of("t", "f", "{}")));
  }

  @Test
  void keepsCallsApartThatAServerSendsMixed() {
    assertThat(
            parts(
                START,
                block(0, "'type':'tool_use','id':'t0','name':'f'"),
                block(1, "'type':'tool_use','id':'t1','name':'f'"),
                delta(1, "'type':'input_json_delta','partial_json':'[1'"),
                delta(0, "'type':'input_json_delta','partial_json':'[0'"),
                delta(1, "'type':'input_json_delta','partial_json':']'"),
                STOP))
        .isEqualTo(List.of(Part.ToolCall.of("t0", "f", "[0"), Part.ToolCall.of("t1", "f", "[1]")));
  }

  @Test
  void gathersBlocksThatOnlyThisApiKnows() {
    assertThat(
            parts(
                START,
                block(0, "'type':'server_tool_use','id':'s','name':'web_search','input':{}"),
                delta(0, "'type':'input_json_delta','partial_json':'{\\\"q\\\":1}'"),
                "{'type':'content_block_stop','index':0}",
                block(1, "'type':'compaction','content':null"),
                delta(1, "'type':'compaction_delta','content':'c'"),
                STOP))
        .isEqualTo(
            List.of(
                opaque(
                    "server_tool_use",
                    "{'type':'server_tool_use','id':'s','name':'web_search','input':{'q':1}}"),
                opaque("compaction", "{'type':'compaction','content':'c'}")));
  }

  private static Part opaque(String type, String raw) {
    return new Part.Opaque(Protocol.ANTHROPIC, type, Given.json(raw));
  }

  @Test
  void failsWithAnErrorThatStandsInASuccessfulStream() {
    String error = "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}";
    List<ReplyEvent> events =
        Given.events(Given.sse(START, error, block(0, "'type':'text','text':'x'")));

    Problem problem =
        Problem.of(ProblemKind.OVERLOADED, "Overloaded")
            .withDetails(Given.node("{'type':'overloaded_error','message':'Overloaded'}"));
    assertThat(events).hasSize(3).last().isEqualTo(new ReplyEvent.Failed(problem));
    ReplyWatch watch = Given.PROVIDER.watch();
    watch.accept(new SseEvent("error", Given.json(error).toString()));
    assertThat(watch.problem()).contains(problem);
    assertThat(watch.complete()).isFalse();
  }

  @Test
  void failsOnWhatItCannotReadAndOnAnEndBeforeTheEnd() {
    assertThat(Given.events("data: {broken\n\n"))
        .containsExactly(
            new ReplyEvent.Failed(
                Problem.of(
                    ProblemKind.UPSTREAM, "the provider sent an event that is not a JSON object")));
    assertThat(Given.events(""))
        .containsExactly(
            new ReplyEvent.Failed(
                Problem.of(
                    ProblemKind.UPSTREAM,
                    "the provider's stream ended before its answer was complete")));
  }

  @Test
  void doesNotMindWrongTypesInOptionalPlaces() {
    List<ReplyEvent> events =
        Given.events(
            Given.sse(
                "{'type':'message_start','message':7}",
                "{'type':'content_block_start','index':'x','content_block':9}",
                "{'type':'content_block_delta','index':0,'delta':[]}",
                "{'type':'content_block_stop'}",
                "{'type':'message_delta','delta':1,'usage':'many'}",
                "{'type':'unheard_of'}",
                STOP));

    assertThat(Given.fold(events).ended()).isTrue();
    assertThat(events).filteredOn(ReplyEvent.Unmapped.class::isInstance).hasSize(3);
  }

  @Test
  void acceptsABoundedNumberOfBlocks() {
    String[] events = new String[ReplyReader.MAX_PARTS + 3];
    events[0] = START;
    Arrays.fill(events, 1, events.length, block(0, "'type':'text','text':''"));

    assertThat(Given.events(Given.sse(events)).getLast()).isInstanceOf(ReplyEvent.Failed.class);
  }

  @Test
  void ignoresWhatFollowsTheEnd() {
    List<ReplyEvent> events =
        Given.events(Given.sse(START, STOP, STOP, START) + "data: [DONE]\n\n");

    assertThat(events).hasSize(4).last().isEqualTo(new ReplyEvent.Ended());
  }
}
