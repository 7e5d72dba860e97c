package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.random.Tries;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

final class ReplyEncodingTest {
  private static final ReplyEvent STARTED =
      new ReplyEvent.Started("up_1", "claude", 7, Extras.NONE);
  private static final ReplyEvent ENDED = new ReplyEvent.Ended();

  private static ReplyEvent stopped(StopReason stop) {
    return new ReplyEvent.Stopped(0, stop, Optional.empty(), Extras.NONE);
  }

  private static ReplyEvent open(int part, Part opening) {
    return new ReplyEvent.PartOpened(0, part, opening);
  }

  private static ReplyEvent delta(int part, String text) {
    return new ReplyEvent.Delta(0, part, text);
  }

  private static ReplyEvent closed(int part) {
    return new ReplyEvent.PartClosed(0, part);
  }

  @Test
  void streamsTextInTheLifecycleOfTheApi() {
    byte[] stream =
        Wire.encodeStream(
            List.of(
                STARTED,
                open(0, Part.Text.of("")),
                delta(0, "Hel"),
                delta(0, "lo"),
                closed(0),
                stopped(StopReason.END),
                new ReplyEvent.UsageReported(Usage.of(3, 2)),
                ENDED),
            Wire.frame(),
            new Losses());

    assertThat(Lifecycle.complaints(stream)).isEmpty();
    assertThat(Wire.data(stream))
        .extracting(event -> event.path("type").asText())
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    OfficialSdk.checkStream(stream);
  }

  @Test
  void writesCallsInParallelOneAfterAnother() {
    byte[] stream =
        Wire.encodeStream(
            List.of(
                STARTED,
                open(0, Part.ToolCall.of("c0", "a", "")),
                open(1, Part.ToolCall.of("c1", "b", "")),
                delta(1, "{\"y\":1}"),
                delta(0, "{\"x\":1}"),
                closed(1),
                closed(0),
                stopped(StopReason.TOOL_CALLS),
                ENDED),
            Wire.frame(),
            new Losses());

    assertThat(Lifecycle.complaints(stream)).isEmpty();
    JsonNode output = Wire.data(stream).getLast().path("response").path("output");
    assertThat(output.path(0).path("arguments").asText()).isEqualTo("{\"x\":1}");
    assertThat(output.path(1).path("call_id").asText()).isEqualTo("c1");
    assertThat(output.path(1).path("status").asText()).isEqualTo("completed");
  }

  @Test
  void aCutCallIsIncompleteAndKeepsItsText() {
    byte[] stream =
        Wire.encodeStream(
            List.of(
                STARTED,
                open(0, Part.ToolCall.of("c0", "a", "")),
                delta(0, "{\"x"),
                closed(0),
                stopped(StopReason.MAX_TOKENS),
                ENDED),
            Wire.frame(),
            new Losses());

    assertThat(Lifecycle.complaints(stream)).isEmpty();
    JsonNode response = Wire.data(stream).getLast().path("response");
    assertThat(response.path("output").path(0).path("status").asText()).isEqualTo("incomplete");
    assertThat(response.path("output").path(0).path("arguments").asText()).isEqualTo("{\"x");
  }

  @Test
  void tellsAFailureAsErrorAndFailedResponseEvenBeforeTheStart() {
    Problem problem = Problem.of(ProblemKind.OVERLOADED, "the provider is overloaded");

    byte[] stream =
        Wire.encodeStream(
            List.of(new ReplyEvent.Failed(problem), ENDED), Wire.frame(), new Losses());

    assertThat(Lifecycle.complaints(stream)).isEmpty();
    List<JsonNode> events = Wire.data(stream);
    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("response.created", "response.in_progress", "error", "response.failed");
    assertThat(events.get(2).path("message").asText()).isEqualTo("the provider is overloaded");
    assertThat(events.get(3).path("response").path("error"))
        .isEqualTo(Wire.json("{'code':'server_error','message':'the provider is overloaded'}"));
    OfficialSdk.checkStream(stream);
  }

  @Test
  void repeatsTheSettingsOfTheRequestAndFillsInTheDefaults() {
    ObjectNode request =
        Wire.json(
            "{'model':'m','input':'hi','instructions':'be brief','max_output_tokens':99,"
                + "'temperature':0,'reasoning':{'effort':'low'},'store':false,"
                + "'previous_response_id':'resp_0','metadata':{'a':'b'},"
                + "'tools':[{'type':'function','name':'f'},"
                + "{'type':'mcp','server_label':'s','server_url':'u','authorization':'secret'}],"
                + "'text':{'format':{'type':'json_object'}},'conversation':'conv_1'}");

    ObjectNode body =
        Wire.CLIENT.encodeReply(reply(Part.Text.of("a")), Wire.frame(request), new Losses());

    ObjectNode expected =
        Wire.json(
            "{'id':'resp_abc123','object':'response','created_at':7,'status':'completed',"
                + "'background':false,'completed_at':1700000000,'error':null,"
                + "'frequency_penalty':0.0,'incomplete_details':null,"
                + "'instructions':'be brief','max_output_tokens':99,'max_tool_calls':null,"
                + "'model':'claude','parallel_tool_calls':true,'presence_penalty':0.0,"
                + "'previous_response_id':'resp_0','prompt_cache_key':null,"
                + "'prompt_cache_retention':null,'reasoning':{'effort':'low','summary':null},"
                + "'safety_identifier':null,'service_tier':'default','store':false,"
                + "'temperature':0,'text':{'format':{'type':'json_object'},"
                + "'verbosity':'medium'},'tool_choice':'auto','tools':[{'type':'function',"
                + "'name':'f','description':null,'parameters':null,'strict':true},"
                + "{'type':'mcp','server_label':'s','server_url':'u'}],"
                + "'top_logprobs':0,'top_p':1.0,'truncation':'disabled','user':null,"
                + "'metadata':{'a':'b'},'conversation':{'id':'conv_1'},'usage':{"
                + "'input_tokens':10,'input_tokens_details':{'cached_tokens':4,"
                + "'cache_write_tokens':3},'output_tokens':5,'output_tokens_details':{"
                + "'reasoning_tokens':2},'total_tokens':15},'output':[{'id':'msg_sb_abc123_0',"
                + "'type':'message','status':'completed','role':'assistant','content':[{"
                + "'type':'output_text','annotations':[],'logprobs':[],'text':'a'}]}]}");
    assertThat(Wire.reparsed(body)).isEqualTo(expected);
    OfficialSdk.checkWhole(body);
  }

  @Test
  void sealsForeignSignaturesAndOpensThemInTheNextRequest() {
    Signature anthropic = new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "sig/a+b=");
    Signature redacted = new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "blob");
    Signature gemini = new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "thought");
    List<Part> parts =
        List.of(
            new Part.Reasoning("because", Optional.of(anthropic), Extras.NONE),
            new Part.Reasoning("", Optional.of(redacted), Extras.NONE),
            new Part.Text("so", List.of(), List.of(), Optional.of(gemini), Extras.NONE),
            new Part.ToolCall("c1", "f", "{}", Optional.of(gemini), Extras.NONE));

    ObjectNode body =
        Wire.CLIENT.encodeReply(reply(parts.toArray(Part[]::new)), Wire.frame(), new Losses());
    ObjectNode next = Wire.json("{'model':'m'}");
    next.set("input", ResponseItems.withHistory(next, outputOf(body)).path("input"));
    String callId = body.path("output").path(4).path("call_id").asText();
    next.withArray("input")
        .addObject()
        .put("type", "function_call_output")
        .put("call_id", callId)
        .put("output", "done");
    List<Part> back =
        Wire.decode(next).turns().stream().flatMap(turn -> turn.parts().stream()).toList();

    assertThat(back)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("extras")
        .startsWith(parts.toArray(Part[]::new));
    assertThat(back.getLast())
        .isEqualTo(
            new Part.ToolResult("c1", "f", List.of(Part.Text.of("done")), false, Extras.NONE));
  }

  private static List<JsonNode> outputOf(ObjectNode response) {
    return response.path("output").valueStream().toList();
  }

  @Test
  void citesSourcesWithAnAddressAndTellsOfTheOthers() {
    Citation web =
        new Citation(
            Optional.of("https://a.example"),
            Optional.of("A"),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Extras.NONE);
    Citation document =
        new Citation(
            Optional.empty(),
            Optional.of("D"),
            Optional.of("words"),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Extras.NONE);
    Losses losses = new Losses();

    ObjectNode body =
        Wire.CLIENT.encodeReply(
            reply(
                new Part.Text(
                    "text", List.of(web, document), List.of(), Optional.empty(), Extras.NONE)),
            Wire.frame(),
            losses);

    assertThat(body.path("output").path(0).path("content").path(0).path("annotations"))
        .isEqualTo(
            Wire.json(
                    "{'list':[{'type':'url_citation','url':'https://a.example','title':'A',"
                        + "'start_index':0,'end_index':4}]}")
                .path("list"));
    assertThat(losses.toList()).extracting(Loss::field).containsExactly("citations");
  }

  @Test
  void sendsLogProbabilitiesWithTheDeltaTheyBelongToWhenAskedFor() {
    TokenLogProb token =
        new TokenLogProb("Hi", new BigDecimal("-0.5"), Optional.of(List.of(72, 105)), List.of());
    ReplyFrame frame =
        Wire.frame(Wire.json("{'model':'m','include':['message.output_text.logprobs']}"));

    byte[] stream =
        Wire.encodeStream(
            List.of(
                STARTED,
                open(0, Part.Text.of("")),
                delta(0, "Hi"),
                new ReplyEvent.LogProbs(0, 0, List.of(token)),
                closed(0),
                stopped(StopReason.END),
                ENDED),
            frame,
            new Losses());

    JsonNode delta = Wire.data(stream).get(4);
    assertThat(delta.path("delta").asText()).isEqualTo("Hi");
    assertThat(delta.path("logprobs").path(0).path("token").asText()).isEqualTo("Hi");
    assertThat(Lifecycle.complaints(stream)).isEmpty();
  }

  @Test
  void tellsThatOtherChoicesAreLost() {
    Losses losses = new Losses();

    byte[] stream =
        Wire.encodeStream(
            List.of(
                STARTED,
                open(0, Part.Text.of("")),
                new ReplyEvent.PartOpened(1, 0, Part.Text.of("")),
                new ReplyEvent.Delta(1, 0, "other"),
                delta(0, "one"),
                closed(0),
                stopped(StopReason.END),
                ENDED),
            Wire.frame(),
            losses);

    assertThat(Lifecycle.complaints(stream)).isEmpty();
    assertThat(losses.toList()).extracting(Loss::field).containsExactly("n");
  }

  @Test
  void whateverTheAnswerTheStreamEqualsTheWhole(TestReporter reporter) {
    long seed = 20_261_120L;
    reporter.publishEntry("seed", String.valueOf(seed));
    Random random = new Random(seed);
    for (int round = Tries.of(300); round > 0; round--) {
      List<ReplyEvent> events = new RandomReply(random).events();
      assertThat(EventOrder.complaints(events)).as("seed %d", seed).isEmpty();
      ReplyFrame frame = Wire.frame();
      byte[] stream = Wire.encodeStream(events, frame, new Losses());

      assertThat(Lifecycle.complaints(stream)).as("seed %d round %d", seed, round).isEmpty();
      Reply reply = Wire.fold(events).toReply();
      ObjectNode whole = Wire.CLIENT.encodeReply(reply, frame, new Losses());
      assertThat(Wire.data(stream).getLast().path("response"))
          .as("seed %d round %d", seed, round)
          .isEqualTo(Wire.reparsed(whole));
      assertThat(Wire.fold(Wire.decodeStream(Wire.sse(stream))).toReply())
          .as("seed %d round %d", seed, round)
          .isEqualTo(Wire.PROVIDER.decodeReply(Wire.reparsed(whole)));
    }
  }

  private static Reply reply(Part... parts) {
    List<ReplyEvent> events = new ArrayList<>();
    events.add(STARTED);
    for (int i = 0; i < parts.length; i++) {
      events.add(open(i, parts[i]));
      events.add(closed(i));
    }
    events.add(stopped(StopReason.END));
    events.add(new ReplyEvent.UsageReported(new Usage(3, 4, 3, 0, 0, 5, 2, 0, 0, "")));
    return Wire.fold(events).toReply();
  }

  @Test
  void keepsFieldsOfOtherProtocolsOutAndTellsOfThem() {
    Losses losses = new Losses();
    Extras chat = Extras.of(Protocol.CHAT, StrictJson.object().put("system_fingerprint", "fp"));

    byte[] stream =
        Wire.encodeStream(
            List.of(new ReplyEvent.Started("x", "m", 1, chat), stopped(StopReason.END), ENDED),
            Wire.frame(),
            losses);

    assertThat(Wire.data(stream).getLast().path("response").has("system_fingerprint")).isFalse();
    assertThat(losses.toList()).extracting(Loss::field).containsExactly("system_fingerprint");
  }
}
