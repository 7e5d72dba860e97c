package dev.signalbox.gateway.wire.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Signature;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of answers, whole and streamed. */
final class AnswerReadingTest {
  private static final ConverseProviderFormat FORMAT = new ConverseProviderFormat();

  @ParameterizedTest
  @ValueSource(strings = {"text", "tools", "thinking", "citations", "stopped", "guarded"})
  void aStreamSaysWhatTheWholeAnswerSays(String name) {
    assertThat(streamed(name).toReply()).isEqualTo(whole(name));
    assertThat(streamed(name).ended()).isTrue();
  }

  @Test
  void readsThinkingHiddenAndShownWithItsFigures() {
    Reply reply = whole("thinking");

    assertThat(choice(reply).parts())
        .extracting(part -> part instanceof Part.Reasoning r ? r.signature().orElseThrow() : part)
        .containsExactly(
            new Signature(ConverseProviderFormat.CONVERSE, Signature.Kind.SIGNED, "EqQBCkYIARgC"),
            new Signature(ConverseProviderFormat.CONVERSE, Signature.Kind.REDACTED, "aGlkZGVu"),
            Part.Text.of("12231"));
    assertThat(reply.usage()).contains(new Usage(15, 1000, 50, 150, 0, 90, 0, 0, 0, "priority"));
  }

  @Test
  void readsSourcesAndStopTextsAndWhatAGuardDid() {
    Citation cited =
        ((Part.Text) choice(whole("citations")).parts().getFirst()).citations().getFirst();

    assertThat(cited.title()).contains("Tides");
    assertThat(cited.quote()).contains("Brest: 4.2 m");
    assertThat(cited.extras().fields().path("location").has("documentChar")).isTrue();
    assertThat(choice(whole("stopped")).stop()).isEqualTo(StopReason.STOP_SEQUENCE);
    assertThat(choice(whole("stopped")).stopSequence()).contains("six");
    assertThat(choice(whole("guarded")).stop()).isEqualTo(StopReason.CONTENT_FILTER);
    assertThat(whole("guarded").extras().fields().path("trace").has("guardrail")).isTrue();
  }

  @Test
  void aStreamThatFailsSaysWhy() {
    Problem problem = streamed("failed").problem().orElseThrow();

    assertThat(problem.kind()).isEqualTo(ProblemKind.UPSTREAM);
    assertThat(problem.message()).isEqualTo("The model was cut off.");
    assertThat(streamed("throttled").problem().map(Problem::kind)).contains(ProblemKind.RATE_LIMIT);
  }

  @Test
  void aStreamWithoutItsEndIsNotWhole() {
    ReplyFold cut = folded("event: messageStart\ndata: {\"role\":\"assistant\"}\n\n");
    ReplyFold noFigures =
        folded(
            """
            event: messageStart
            data: {}

            event: messageStop
            data: {"stopReason":"end_turn"}

            """);

    assertThat(cut.problem()).isPresent();
    assertThat(noFigures.ended()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | ThrottlingException | Too many requests | RATE_LIMIT 1
          429 | ThrottlingException | Too many tokens per day, please wait | RATE_LIMIT 60
          429 | com.amazon.coral#ThrottlingException:http://x/ | slow | RATE_LIMIT 1
          429 | ModelNotReadyException | Not ready | UNAVAILABLE 1
          400 | ServiceQuotaExceededException | Quota | QUOTA
          400 | ValidationException | Input is too long for requested model. | CONTEXT_LENGTH
          400 | ValidationException | The provided model identifier is invalid. | MODEL_NOT_FOUND 60
          400 | ValidationException | messages: at least one | INVALID_REQUEST
          403 | AccessDeniedException | You don't have access to the model with the specified model ID. | MODEL_NOT_FOUND 60
          403 | AccessDeniedException | User is not authorized to perform bedrock:InvokeModel | PERMISSION
          403 | UnrecognizedClientException | The security token included in the request is invalid. | AUTHENTICATION
          403 | ExpiredTokenException | The security token included in the request is expired | AUTHENTICATION
          403 | | The security token included in the request is invalid. | AUTHENTICATION
          404 | ResourceNotFoundException | No such model | MODEL_NOT_FOUND 60
          408 | ModelTimeoutException | Slow | UPSTREAM_TIMEOUT
          424 | ModelErrorException | Broken | UPSTREAM
          500 | InternalServerException | Broken | UPSTREAM
          503 | ServiceUnavailableException | Busy | UNAVAILABLE 1
          200 | modelStreamErrorException | Broken | UPSTREAM
          """)
  void knowsWhatExceptionsMean(int status, String name, String message, String meaning) {
    ObjectNode body = StrictJson.object().put("message", message);
    if (name != null) {
      body.put("__type", name);
    }

    Problem problem = FORMAT.decodeProblem(status, body);

    OptionalLong wait = problem.retryAfterSeconds();
    assertThat(problem.kind() + (wait.isPresent() ? " " + wait.getAsLong() : ""))
        .isEqualTo(meaning);
    assertThat(problem.message()).isEqualTo(message);
  }

  @Test
  void readsAnErrorThatIsNoJson() {
    assertThat(FORMAT.decodeProblem(502, TextNode.valueOf("<html>")).message())
        .isEqualTo("the provider answered with status 502");
  }

  private static Choice choice(Reply reply) {
    return reply.choices().getFirst();
  }

  private static Reply whole(String name) {
    return FORMAT.decodeReply(
        (ObjectNode) Recordings.own("bedrock", name + "-whole").body().orElseThrow());
  }

  private static ReplyFold streamed(String name) {
    return folded(Recordings.own("bedrock", name + "-stream").sse().orElseThrow());
  }

  private static ReplyFold folded(String sse) {
    ReplyFold fold = new ReplyFold();
    StreamDecoder decoder = FORMAT.streamDecoder();
    SseDecoder events = new SseDecoder(1 << 20);
    events.accept(
        sse.getBytes(StandardCharsets.UTF_8), event -> decoder.accept(event, fold::accept));
    decoder.end(fold::accept);
    return fold;
  }
}
