package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.ApiResponse;
import com.google.genai.ResponseStream;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentResponse;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Turn;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.random.Tries;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import okhttp3.Headers;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Writing answers for Gemini clients, whole and streamed. */
final class GeminiStreamEncoderTest {
  private static final Signature THINKING =
      new Signature(Protocol.ANTHROPIC, Signature.Kind.SIGNED, "abc");
  private static final Citation SOURCE =
      new Citation(
          Optional.of("https://e.com"),
          Optional.of("E"),
          Optional.of("quote"),
          OptionalInt.of(0),
          OptionalInt.of(2),
          Extras.NONE);

  /** Calls that overlap, usage after the stop, another provider's signature. */
  private static final List<ReplyEvent> EVENTS =
      List.of(
          new ReplyEvent.Started("id", "model-1", 5, Extras.NONE),
          new ReplyEvent.UsageReported(Usage.of(10, 1)),
          new ReplyEvent.PartOpened(0, 0, Part.Reasoning.of("")),
          new ReplyEvent.Delta(0, 0, "hm"),
          new ReplyEvent.Signed(0, 0, THINKING),
          new ReplyEvent.PartClosed(0, 0),
          new ReplyEvent.PartOpened(0, 1, Part.Text.of("")),
          new ReplyEvent.Delta(0, 1, "Hé"),
          new ReplyEvent.Cited(0, 1, SOURCE),
          new ReplyEvent.PartClosed(0, 1),
          new ReplyEvent.PartOpened(0, 2, Part.ToolCall.of("c1", "f", "")),
          new ReplyEvent.PartOpened(0, 3, Part.ToolCall.of("c2", "g", "")),
          new ReplyEvent.Delta(0, 3, "{\"b\":2}"),
          new ReplyEvent.PartClosed(0, 3),
          new ReplyEvent.Delta(0, 2, "{\"a\":"),
          new ReplyEvent.Delta(0, 2, "1}"),
          new ReplyEvent.PartClosed(0, 2),
          new ReplyEvent.Stopped(0, StopReason.TOOL_CALLS, Optional.empty(), Extras.NONE),
          new ReplyEvent.UsageReported(Usage.of(10, 20)),
          new ReplyEvent.Ended());

  private static List<JsonNode> chunks(byte[] stream) {
    return Samples.events(stream).stream()
        .map(event -> StrictJson.tryParse(event.data()).orElseThrow())
        .toList();
  }

  private static String parts(JsonNode chunk) {
    return chunk.path("candidates").path(0).path("content").path("parts").toString();
  }

  @Test
  void sendsCallsWholeAndInOrderAndTheFinishReasonWithTheLastUsage() {
    Losses losses = new Losses();
    List<JsonNode> chunks = chunks(Samples.stream(EVENTS, Samples.FRAME, losses));
    String sealed = Signatures.toWire(THINKING, Samples.SEAL);

    assertThat(chunks.stream().map(GeminiStreamEncoderTest::parts))
        .containsExactly(
            "[{\"text\":\"hm\",\"thought\":true}]",
            "[{\"text\":\"\",\"thought\":true,\"thoughtSignature\":\"%s\"}]".formatted(sealed),
            "[{\"text\":\"Hé\"}]",
            "[{\"text\":\"\"}]",
            "[{\"functionCall\":{\"id\":\"c1\",\"name\":\"f\",\"args\":{\"a\":1}}}]",
            "[{\"functionCall\":{\"id\":\"c2\",\"name\":\"g\",\"args\":{\"b\":2}}}]",
            "[{\"text\":\"\"}]");
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk.path("responseId").asText()).isEqualTo("r1");
              assertThat(chunk.path("modelVersion").asText()).isEqualTo("model-1");
              assertThat(chunk.path("usageMetadata").path("promptTokenCount").asInt())
                  .isEqualTo(10);
              assertThat(chunk.has("createTime")).isFalse();
            });
    assertThat(chunks.stream().map(chunk -> chunk.toString().contains("finishReason")))
        .containsExactly(false, false, false, false, false, false, true);
    assertThat(chunks.getLast().path("usageMetadata").path("candidatesTokenCount").asInt())
        .isEqualTo(20);
    assertThat(losses.isEmpty()).isTrue();
  }

  @Test
  void sendsAnArrayWhereNoEventsAreAskedFor() {
    JsonNode array = StrictJson.parse(Samples.stream(EVENTS, Samples.frame(false), new Losses()));

    assertThat(array.isArray()).isTrue();
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    assertThat(elements).isEqualTo(chunks(Samples.stream(EVENTS, Samples.FRAME, new Losses())));
  }

  @Test
  void endsAFailedStreamWithAnErrorAndNoFinishReason() {
    List<ReplyEvent> failed = new ArrayList<>(EVENTS.subList(0, EVENTS.size() - 1));
    failed.add(new ReplyEvent.Failed(Problem.of(ProblemKind.OVERLOADED, "too much")));
    String text =
        new String(Samples.stream(failed, Samples.FRAME, new Losses()), StandardCharsets.UTF_8);

    assertThat(text)
        .doesNotContain("finishReason")
        .endsWith(
            "data: {\"error\":{\"code\":503,\"message\":\"too much\",\"status\":\"UNAVAILABLE\"}}\n\n");
    List<ReplyEvent> first =
        List.of(new ReplyEvent.Failed(Problem.of(ProblemKind.INTERNAL, "broken")));
    assertThat(StrictJson.parse(Samples.stream(first, Samples.frame(false), new Losses())))
        .isEqualTo(
            Samples.json("{'a':[{'error':{'code':500,'message':'broken','status':'INTERNAL'}}]}")
                .path("a"));
  }

  @Test
  void theOfficialSdkReadsTheStream() {
    List<GenerateContentResponse> read = new ArrayList<>();
    byte[] stream = Samples.stream(EVENTS, Samples.FRAME, new Losses());
    try (ResponseStream<GenerateContentResponse> responses =
        new ResponseStream<>(
            GenerateContentResponse.class, new Answer(stream), new Conversion(), "same")) {
      responses.forEach(read::add);
    }

    assertThat(read).hasSize(7);
    assertThat(read.getLast().finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
    assertThat(read.get(2).text()).isEqualTo("Hé");
    assertThat(read.get(4).functionCalls()).hasSize(1);
  }

  /** What the SDK asks for to bring answers of several APIs into one form. */
  public static final class Conversion {
    public JsonNode same(JsonNode answer, @Nullable ObjectNode parent) {
      return parent == null ? answer : parent.setAll((ObjectNode) answer);
    }
  }

  /** A stream as the SDK gets it from its HTTP client. */
  private static final class Answer extends ApiResponse {
    private final ResponseBody body;

    Answer(byte[] stream) {
      this.body = ResponseBody.create(stream, null);
    }

    @Override
    public ResponseBody getBody() {
      return body;
    }

    @Override
    public Headers getHeaders() {
      return Headers.of();
    }

    @Override
    public void close() {
      body.close();
    }
  }

  @Test
  void anothersReasoningComesBackFromTheClientWithItsSignature() {
    Signature hidden = new Signature(Protocol.ANTHROPIC, Signature.Kind.REDACTED, "zzz");
    Signature call = new Signature(Protocol.RESPONSES, Signature.Kind.ENCRYPTED, "yyy");
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", Optional.of(THINKING), Extras.NONE),
            new Part.Reasoning("", Optional.of(hidden), Extras.NONE),
            new Part.ToolCall("c1", "f", "{}", Optional.of(call), Extras.NONE));
    Reply reply = reply(parts, StopReason.TOOL_CALLS);
    JsonNode content =
        Samples.CLIENT
            .encodeReply(reply, Samples.FRAME, new Losses())
            .path("candidates")
            .path(0)
            .path("content");
    JsonNode id = content.path("parts").path(3).path("functionCall").path("id");
    List<Turn> turns =
        Samples.CLIENT
            .decodeRequest(
                Samples.json(
                    ("{'contents':[%s,{'role':'user','parts':[{'functionResponse':{'id':%s,"
                            + "'name':'f','response':{'output':'x'}}}]}]}")
                        .formatted(content, id)),
                new RequestTarget(Optional.of("m"), Optional.empty()))
            .turns();

    assertThat(turns.getFirst().parts()).isEqualTo(parts);
    assertThat(((Part.ToolResult) turns.getLast().parts().getFirst()).callId()).isEqualTo("c1");
  }

  private static Reply reply(List<Part> parts, StopReason stop) {
    return new Reply(
        "i",
        "m",
        0,
        List.of(new Choice(0, parts, stop, Optional.empty(), Extras.NONE)),
        Optional.of(Usage.of(1, 2)),
        Extras.NONE);
  }

  @Test
  void tellsWhatAnAnswerCannotCarry() {
    Reply reply =
        new Reply(
            "i",
            "m",
            0,
            List.of(
                new Choice(
                    0,
                    List.of(
                        new Part.Refusal("no"),
                        Part.ToolCall.of("c", "f", "{\"a"),
                        new Part.Opaque(Protocol.ANTHROPIC, "server_tool_use", Samples.json("{}")),
                        new Part.Media(
                            MediaKind.IMAGE,
                            new MediaSource.FileId(Protocol.RESPONSES, "f"),
                            Optional.empty(),
                            Extras.NONE)),
                    StopReason.REFUSAL,
                    Optional.of("x"),
                    Extras.of(Protocol.ANTHROPIC, Samples.json("{'stop_details':1}")))),
            Optional.empty(),
            Extras.of(Protocol.CHAT, Samples.json("{'system_fingerprint':'f'}")));
    List<String> expected =
        List.of(
            "choices[0].content[0]",
            "choices[0].content[1].arguments",
            "choices[0].content[2]",
            "choices[0].content[3]",
            "choices[0].finish_reason",
            "choices[0].stop_sequence",
            "choices[0].stop_details",
            "system_fingerprint");
    Losses whole = new Losses();
    Samples.CLIENT.encodeReply(reply, Samples.FRAME, whole);
    Losses streamed = new Losses();
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    Samples.stream(events, Samples.FRAME, streamed);

    assertThat(whole.toList().stream().map(Loss::field)).containsExactlyElementsOf(expected);
    assertThat(streamed.toList().stream().map(Loss::field))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void randomAnswersReadTheSameStreamedAndWhole(TestReporter reporter) {
    long seed = 7_261;
    reporter.publishEntry("seed", "" + seed);
    Random random = new Random(seed);
    for (int i = Tries.of(500); i > 0; i--) {
      List<Part> parts = new ArrayList<>();
      // The API gives log probabilities of all texts or of none.
      boolean logProbs = random.nextInt(4) == 0;
      for (int part = random.nextInt(6); part > 0; part--) {
        parts.add(logProbs ? textWithLogProbs(random) : part(part, random));
      }
      Reply reply = reply(parts, List.of(StopReason.values()).get(random.nextInt(9)));
      assertThat(Samples.streamed(reply)).as("answer " + i).isEqualTo(Samples.whole(reply));
    }
  }

  private static Part textWithLogProbs(Random random) {
    String text = List.of("a", "Grüezi 😀 b").get(random.nextInt(2));
    Optional<Signature> signature =
        random.nextBoolean()
            ? Optional.of(new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "c2ln"))
            : Optional.empty();
    return random.nextInt(4) == 0
        ? Part.ToolCall.of("id" + random.nextInt(), "f", "{}")
        : new Part.Text(
            text,
            List.of(),
            List.of(new TokenLogProb(text, BigDecimal.valueOf(-1), Optional.empty(), List.of())),
            signature,
            Extras.NONE);
  }

  private static Part part(int number, Random random) {
    String text = List.of("", "a", "Grüezi 😀 b").get(random.nextInt(3));
    Optional<Signature> signature =
        switch (random.nextInt(3)) {
          case 0 -> Optional.of(THINKING);
          case 1 -> Optional.of(new Signature(Protocol.GEMINI, Signature.Kind.SIGNED, "c2ln"));
          default -> Optional.empty();
        };
    return switch (random.nextInt(7)) {
      case 0 -> new Part.Reasoning(text, signature, Extras.NONE);
      case 1 -> new Part.ToolCall("id" + random.nextInt(), "f", "{}", signature, Extras.NONE);
      case 2 -> new Part.Refusal(text);
      case 3 ->
          new Part.Media(
              MediaKind.IMAGE,
              new MediaSource.Inline("image/png", "AAAA"),
              Optional.empty(),
              Extras.NONE);
      case 4 -> new Part.Opaque(Protocol.GEMINI, "toolCall", Samples.json("{'toolCall':{}}"));
      case 5 ->
          new Part.Text(
              // Words that stand nowhere else, as a source is found by them.
              (char) ('\u0400' + number) + " é" + text,
              List.of(SOURCE),
              List.of(),
              Optional.empty(),
              Extras.NONE);
      default -> new Part.Text(text, List.of(), List.of(), signature, Extras.NONE);
    };
  }
}
