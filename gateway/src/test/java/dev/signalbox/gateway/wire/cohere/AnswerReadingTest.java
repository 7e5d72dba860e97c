package dev.signalbox.gateway.wire.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Citation;
import dev.signalbox.gateway.wire.model.Extras;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.model.TokenLogProb;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of answers, errors and streams. */
final class AnswerReadingTest {
  private final CohereProviderFormat cohere = new CohereProviderFormat();

  @ParameterizedTest
  @ValueSource(strings = {"text", "thinking", "tools", "citations", "logprobs", "limit"})
  void aStreamTellsWhatTheWholeAnswerTells(String name) {
    ReplyFold streamed = streamed(Recordings.own("cohere", name + "-stream"));

    assertThat(streamed.problem()).isEmpty();
    assertThat(streamed.ended()).isTrue();
    assertThat(streamed.toReply()).isEqualTo(whole(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "thinking", "tools", "citations", "logprobs", "limit"})
  void aWatchSeesTheEndAndTheTokens(String name) {
    ReplyWatch ofStream = cohere.watch();
    ReplyWatch ofWhole = cohere.watch();

    events(Recordings.own("cohere", name + "-stream")).forEach(ofStream::accept);
    ofWhole.acceptBody(Recordings.own("cohere", name + "-whole").body().orElseThrow());

    assertThat(ofStream.started()).isTrue();
    for (ReplyWatch watch : List.of(ofStream, ofWhole)) {
      assertThat(watch.complete()).isTrue();
      assertThat(watch.problem()).isEmpty();
      assertThat(watch.usage()).isEqualTo(whole(name).usage());
    }
  }

  @Test
  void countsWhatIsBilledAndWhatOfItWasCached() {
    assertThat(whole("text").usage()).contains(new Usage(0, 9, 0, 0, 0, 11, 0, 0, 0, ""));
    assertThat(whole("thinking").usage()).contains(Usage.of(12, 64));
    assertThat(UsageJson.read(json("{'tokens':{'input_tokens':5.0,'output_tokens':2.0}}")))
        .contains(Usage.of(5, 2));
    assertThat(UsageJson.read(json("{}"))).isEmpty();
  }

  @Test
  void aPlanIsTextBeforeTheCalls() {
    assertThat(whole("tools").choices().getFirst().parts())
        .containsExactly(
            Part.Text.of("I will look up the tide in Brest and Nantes."),
            Part.ToolCall.of("get_tide_7k2m", "get_tide", "{\"harbour\": \"Brest\"}"),
            Part.ToolCall.of("get_tide_9q4x", "get_tide", "{\"harbour\": \"Nantes\"}"));
    assertThat(whole("tools").choices().getFirst().stop()).isEqualTo(StopReason.TOOL_CALLS);
  }

  @Test
  void citesDocumentsByTheirAddressAndKeepsEverySource() {
    Part.Text text = (Part.Text) whole("citations").choices().getFirst().parts().getFirst();

    assertThat(text.citations().getLast())
        .isEqualTo(
            new Citation(
                Optional.of("https://harbours.example/brest"),
                Optional.of("Harbours"),
                Optional.empty(),
                OptionalInt.of(12),
                OptionalInt.of(17),
                Extras.of(
                    CohereProviderFormat.COHERE,
                    json(
                        "{'source':{'type':'document','id':'doc:1','document':{'id':'doc:1',"
                            + "'title':'Harbours','url':'https://harbours.example/brest',"
                            + "'text':'Brest has a harbour.'}}}"))));
    assertThat(text.citations()).hasSize(2);
  }

  @Test
  void aPieceOfSeveralTokensIsAsProbableAsAllOfThem() {
    Part.Text text = (Part.Text) whole("logprobs").choices().getFirst().parts().getFirst();

    assertThat(text.logProbs())
        .containsExactly(
            new TokenLogProb("Yes", new BigDecimal("-0.25"), Optional.empty(), List.of()),
            new TokenLogProb(", it is.", new BigDecimal("-0.750"), Optional.empty(), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETE, END",
    "STOP_SEQUENCE, STOP_SEQUENCE",
    "MAX_TOKENS, MAX_TOKENS",
    "TOOL_CALL, TOOL_CALLS",
    "SOMETHING_NEW, END"
  })
  void everyReasonHasItsPlace(String reason, StopReason stop) {
    Reply reply =
        cohere.decodeReply(
            json("{'id':'a','message':{'content':[]},'finish_reason':'" + reason + "'}"));

    assertThat(reply.choices().getFirst().stop()).isEqualTo(stop);
    assertThat(reply.choices().getFirst().extras().fields().has("finish_reason"))
        .isEqualTo(reason.equals("SOMETHING_NEW"));
  }

  @ParameterizedTest
  @CsvSource({"ERROR, UPSTREAM", "TIMEOUT, UPSTREAM_TIMEOUT"})
  void anAnswerThatFailedIsAnError(String reason, ProblemKind kind) {
    ObjectNode body = json("{'id':'a','message':{'content':[]},'finish_reason':'" + reason + "'}");

    assertThatThrownBy(() -> cohere.decodeReply(body))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().kind()).isEqualTo(kind));
    assertThat(streamed(Recordings.own("cohere", "failed-stream")).problem())
        .contains(Problem.of(ProblemKind.UPSTREAM, "internal server error"));
  }

  @Test
  void whatIsNoAnswerIsAnError() {
    assertThatThrownBy(() -> cohere.decodeReply(json("{'message':'invalid api token'}")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("invalid api token");
    assertThatThrownBy(() -> cohere.decodeReply(json("{'choices':[]}")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aStreamThatBreaksOffHasFailed() {
    Recording text = Recordings.own("cohere", "text-stream");
    String cut = text.sse().orElseThrow();

    ReplyFold fold = folded(cut.substring(0, cut.indexOf("event: message-end")));

    assertThat(fold.problem()).isPresent();
    assertThat(fold.ended()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400, 'invalid request: message must be at least 1 token long', INVALID_REQUEST",
    "400, 'too many tokens: size limit exceeded by 11326 tokens', CONTEXT_LENGTH",
    "401, no api key supplied, AUTHENTICATION",
    "402, please add or update your payment method to continue, QUOTA",
    "403, forbidden, PERMISSION",
    "404, 'model ''x'' not found', MODEL_NOT_FOUND",
    "404, not found, NOT_FOUND",
    "413, too large, TOO_LARGE",
    "422, unknown field, INVALID_REQUEST",
    "429, trial key, RATE_LIMIT",
    "498, invalid token, AUTHENTICATION",
    "499, request cancelled, UPSTREAM",
    "500, internal server error, UPSTREAM",
    "501, not implemented, UPSTREAM",
    "503, unavailable, UNAVAILABLE",
    "504, timed out, UPSTREAM_TIMEOUT"
  })
  void everyStatusHasItsKind(int status, String message, ProblemKind kind) {
    Problem problem =
        cohere.decodeProblem(status, StrictJson.object().put("id", "e1").put("message", message));

    assertThat(problem).isEqualTo(Problem.of(kind, message).withUpstreamStatus(status));
  }

  @Test
  void aPageInPlaceOfAnErrorIsNotShown() {
    assertThat(cohere.decodeProblem(502, TextNode.valueOf("<html>…</html>")).message())
        .isEqualTo("the provider answered with status 502");
  }

  private Reply whole(String name) {
    return cohere.decodeReply(
        (ObjectNode) Recordings.own("cohere", name + "-whole").body().orElseThrow());
  }

  private ReplyFold streamed(Recording recording) {
    return folded(recording.sse().orElseThrow());
  }

  private ReplyFold folded(String sse) {
    ReplyFold fold = new ReplyFold();
    StreamDecoder decoder = cohere.streamDecoder();
    List<ReplyEvent> told = new ArrayList<>();
    events(sse).forEach(event -> decoder.accept(event, told::add));
    decoder.end(told::add);
    told.forEach(fold::accept);
    return fold;
  }

  private static List<SseEvent> events(Recording recording) {
    return events(recording.sse().orElseThrow());
  }

  private static List<SseEvent> events(String sse) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(1 << 20);
    decoder.accept(sse.getBytes(StandardCharsets.UTF_8), events::add);
    decoder.end(events::add);
    return events;
  }

  private static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
