package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class StreamWritingTest {
  private static final ReplyEvent STARTED = new ReplyEvent.Started("x", "gpt", 5, Extras.NONE);
  private static final ReplyEvent ENDED = new ReplyEvent.Ended();

  private static ReplyEvent stopped(StopReason stop) {
    return new ReplyEvent.Stopped(0, stop, Optional.empty(), Extras.NONE);
  }

  private static List<JsonNode> written(ReplyEvent... events) {
    return Given.data(Given.streamed(List.of(events), new Losses()));
  }

  private static List<String> types(List<JsonNode> data) {
    return data.stream().map(event -> event.path("type").asText()).toList();
  }

  @Test
  void writesTheWholeLifecycleWithTheTokensAtTheEnd() {
    List<JsonNode> data =
        written(
            STARTED,
            new ReplyEvent.PartOpened(0, 0, Part.Text.of("")),
            new ReplyEvent.Delta(0, 0, "Hi"),
            new ReplyEvent.PartClosed(0, 0),
            stopped(StopReason.END),
            new ReplyEvent.UsageReported(new Usage(3, 9, 0, 0, 0, 7, 2, 0, 0, "")),
            ENDED);

    assertThat(data)
        .isEqualTo(
            List.of(
                Given.node(
                    "{'type':'message_start','message':{'type':'message','id':'msg_01Test',"
                        + "'role':'assistant','model':'gpt','content':[],'stop_reason':null,"
                        + "'stop_sequence':null,'stop_details':null,'container':null,'usage':{"
                        + "'cache_creation':{'ephemeral_1h_input_tokens':0,"
                        + "'ephemeral_5m_input_tokens':0},'cache_creation_input_tokens':0,"
                        + "'cache_read_input_tokens':0,'input_tokens':0,'output_tokens':0,"
                        + "'inference_geo':null,'server_tool_use':null,'service_tier':null}}}"),
                Given.node("{'type':'ping'}"),
                Given.node(
                    "{'type':'content_block_start','index':0,'content_block':{'type':'text',"
                        + "'text':''}}"),
                Given.node(
                    "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta',"
                        + "'text':'Hi'}}"),
                Given.node("{'type':'content_block_stop','index':0}"),
                Given.node(
                    "{'type':'message_delta','delta':{'stop_reason':'end_turn',"
                        + "'stop_sequence':null,'stop_details':null,'container':null},'usage':{"
                        + "'cache_creation_input_tokens':0,'cache_read_input_tokens':9,"
                        + "'input_tokens':3,'output_tokens':7,'output_tokens_details':"
                        + "{'thinking_tokens':2}}}"),
                Given.node("{'type':'message_stop'}")));
  }

  @Test
  void saysTheTokensOfThePromptAtTheStartWhenTheyAreKnown() {
    List<JsonNode> data =
        written(
            STARTED, new ReplyEvent.UsageReported(Usage.of(12, 1)), stopped(StopReason.END), ENDED);

    assertThat(data.getFirst().at("/message/usage/input_tokens").asInt()).isEqualTo(12);
  }

  @Test
  void putsPartsThatComeMixedOneAfterTheOther() {
    List<JsonNode> data =
        written(
            STARTED,
            new ReplyEvent.PartOpened(0, 0, Part.ToolCall.of("a", "f", "")),
            new ReplyEvent.PartOpened(0, 1, Part.ToolCall.of("b", "g", "")),
            new ReplyEvent.Delta(0, 1, "[1]"),
            new ReplyEvent.Delta(0, 0, "[0]"),
            new ReplyEvent.PartClosed(0, 1),
            new ReplyEvent.PartClosed(0, 0),
            stopped(StopReason.TOOL_CALLS),
            ENDED);

    assertThat(types(data))
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(data.subList(2, 10).stream().map(event -> event.path("index").asInt()))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(data.get(2).path("content_block"))
        .isEqualTo(
            Given.node(
                "{'type':'tool_use','id':'a','name':'f','input':{},'caller':{'type':'direct'}}"));
    assertThat(data.get(3).at("/delta/partial_json").asText()).isEmpty();
    assertThat(data.get(4).at("/delta/partial_json").asText()).isEqualTo("[0]");
  }

  @Test
  void leavesNoBlockForEmptyParts() {
    List<JsonNode> data =
        written(
            STARTED,
            new ReplyEvent.PartOpened(0, 0, Part.Text.of("")),
            new ReplyEvent.PartClosed(0, 0),
            new ReplyEvent.PartOpened(0, 1, Part.Reasoning.of("")),
            new ReplyEvent.PartClosed(0, 1),
            stopped(StopReason.MAX_TOKENS),
            ENDED);

    assertThat(types(data))
        .containsExactly("message_start", "ping", "message_delta", "message_stop");
  }

  @Test
  void carriesForeignSignaturesSoThatTheyComeBack() {
    Signature sign = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "g");
    List<ReplyEvent> events = new ArrayList<>();
    events.add(STARTED);
    events.add(new ReplyEvent.PartOpened(0, 0, Part.Reasoning.of("hm")));
    events.add(new ReplyEvent.Signed(0, 0, sign));
    events.add(new ReplyEvent.PartClosed(0, 0));
    events.add(new ReplyEvent.PartOpened(0, 1, Part.Text.of("x")));
    events.add(new ReplyEvent.Signed(0, 1, sign));
    events.add(new ReplyEvent.PartClosed(0, 1));
    Part call = new Part.ToolCall("c", "f", "{}", Optional.of(sign), Extras.NONE);
    events.add(new ReplyEvent.PartOpened(0, 2, call));
    events.add(new ReplyEvent.PartClosed(0, 2));
    events.add(stopped(StopReason.TOOL_CALLS));
    events.add(ENDED);
    Losses losses = new Losses();

    Request next = replayed(Given.streamed(events, losses));

    assertThat(losses.toList()).isEmpty();
    assertThat(next.turns().getFirst().parts())
        .isEqualTo(
            List.of(
                new Part.Reasoning("hm", Optional.of(sign), Extras.NONE),
                new Part.Text("x", List.of(), List.of(), Optional.of(sign), Extras.NONE),
                call));
  }

  /** The answer sent back as history, as a client does. */
  private static Request replayed(String stream) {
    var reply = Given.fold(Given.events(stream)).toReply();
    var message = Given.CLIENT.encodeReply(reply, Given.FRAME, new Losses());
    var body = StrictJson.object().put("model", "m").put("max_tokens", 1);
    body.putArray("messages")
        .addObject()
        .put("role", "assistant")
        .set("content", message.path("content"));
    return Given.CLIENT.decodeRequest(body, RequestTarget.IN_BODY);
  }

  @Test
  void writesCitationsOfOtherApisAsWebSearchLocations() {
    Citation citation =
        new Citation(
            Optional.of("https://a"),
            Optional.of("A"),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Extras.NONE);

    List<JsonNode> data =
        written(
            STARTED,
            new ReplyEvent.PartOpened(0, 0, Part.Text.of("x")),
            new ReplyEvent.Cited(0, 0, citation),
            new ReplyEvent.PartClosed(0, 0),
            stopped(StopReason.END),
            ENDED);

    assertThat(data.get(4).path("delta"))
        .isEqualTo(
            Given.node(
                "{'type':'citations_delta','citation':{'type':'web_search_result_location',"
                    + "'cited_text':'','encrypted_index':'','title':'A','url':'https://a'}}"));
  }

  @Test
  void endsAFailedAnswerWithTheErrorAndNoSuccess() {
    ReplyEvent failed =
        new ReplyEvent.Failed(Problem.of(ProblemKind.UPSTREAM, "the provider went away"));
    JsonNode error =
        Given.node(
            "{'type':'error','error':{'type':'api_error','message':'the provider went away'}}");

    assertThat(written(failed)).containsExactly(error);
    assertThat(
            written(
                STARTED,
                new ReplyEvent.PartOpened(0, 0, Part.Text.of("x")),
                failed,
                stopped(StopReason.END),
                ENDED))
        .hasSize(5)
        .last()
        .isEqualTo(error);
  }

  @Test
  void tellsFurtherAnswersAndMediaItCannotHold() {
    Losses losses = new Losses();

    Given.streamed(
        List.of(
            STARTED,
            new ReplyEvent.PartOpened(1, 0, Part.Text.of("other")),
            new ReplyEvent.PartOpened(
                0, 0, new Part.ToolResult("c", "f", List.of(), false, Extras.NONE)),
            new ReplyEvent.LogProbs(0, 0, List.of())),
        losses);

    assertThat(losses.toList())
        .extracting("field")
        .containsExactly("choices[1]", "content[0]", "logprobs");
  }
}
