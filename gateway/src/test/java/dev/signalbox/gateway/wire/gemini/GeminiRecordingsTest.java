package dev.signalbox.gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.genai.types.GenerateContentResponse;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.recorded.Recordings;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Everything that was recorded of this API, through both sides of the format. */
final class GeminiRecordingsTest {
  private static List<Recording> generations() {
    return Recordings.of("gemini").stream()
        .filter(each -> each.path().contains("enerateContent"))
        .toList();
  }

  private static Optional<ObjectNode> request(Recording recording) {
    return recording.requestBody().filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  private static RequestTarget target(Recording recording) {
    String path = recording.path();
    int from = path.lastIndexOf("/models/") + "/models/".length();
    return new RequestTarget(
        Optional.of(path.substring(from, path.indexOf(':', from))),
        Optional.of(path.contains(":streamGenerateContent")));
  }

  /** The events of a streamed answer, also of one sent as a JSON array. */
  private static Optional<List<SseEvent>> stream(Recording recording) {
    if (recording.sse().isPresent()) {
      return recording.sse().map(text -> Samples.events(text.getBytes(StandardCharsets.UTF_8)));
    }
    return recording
        .body()
        .filter(body -> body.isArray() && recording.status() == 200)
        .map(
            body -> {
              List<SseEvent> events = new ArrayList<>();
              body.forEach(chunk -> events.add(new SseEvent("", StrictJson.toText(chunk))));
              return events;
            });
  }

  private static Optional<ObjectNode> answer(Recording recording) {
    return recording
        .body()
        .filter(body -> body.isObject() && recording.status() == 200)
        .map(ObjectNode.class::cast);
  }

  @Test
  void requestsComeOutAsTheyWentIn(TestReporter reporter) {
    int count = 0;
    for (Recording recording : generations()) {
      if (request(recording).isEmpty()) {
        continue;
      }
      count++;
      ObjectNode body = request(recording).get();
      try {
        Request request = Samples.CLIENT.decodeRequest(body, target(recording));
        boolean levels = request.model().contains("gemini-3") || body.toString().contains("evel");
        Losses losses = new Losses();
        ObjectNode again =
            Samples.PROVIDER.encodeRequest(
                request,
                Samples.target(levels ? ModelTraits.Thinking.LEVEL : ModelTraits.Thinking.BUDGET),
                losses);
        assertThat(NormalRequest.of(again))
            .as(recording.toString())
            .isEqualTo(NormalRequest.of(body));
        assertThat(losses.toList()).as(recording.toString()).isEmpty();
      } catch (ProblemException e) {
        assertThat(recording.status()).as(recording + " " + e.getMessage()).isEqualTo(400);
        assertThat(e.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
      }
    }
    reporter.publishEntry("gemini requests", "" + count);
  }

  @Test
  void wholeAnswersComeOutAsTheyWentIn(TestReporter reporter) {
    int count = 0;
    for (Recording recording : generations()) {
      if (answer(recording).isEmpty()) {
        continue;
      }
      count++;
      Reply reply = Samples.PROVIDER.decodeReply(answer(recording).get());
      ReplyFrame frame =
          new ReplyFrame(
              reply.id().isEmpty() ? "none" : reply.id(), "", 0, true, StrictJson.object());
      Losses losses = new Losses();
      ObjectNode again = Samples.CLIENT.encodeReply(reply, frame, losses);

      assertThat(withoutIds(Samples.PROVIDER.decodeReply(again)))
          .as(recording.toString())
          .isEqualTo(withoutIds(reply));
      assertThat(losses.toList()).as(recording.toString()).isEmpty();
      sdkReads(again, reply);
      ReplyWatch watch = Samples.PROVIDER.watch();
      watch.acceptBody(answer(recording).get());
      assertThat(watch.usage()).as(recording.toString()).isEqualTo(reply.usage());
    }
    reporter.publishEntry("gemini answers", "" + count);
  }

  @Test
  void streamsGiveTheSameAsTheWholeAnswerTheyMakeUp(TestReporter reporter) {
    int count = 0;
    for (Recording recording : generations()) {
      if (stream(recording).isEmpty()) {
        continue;
      }
      count++;
      List<SseEvent> events = stream(recording).get();
      ReplyFold fold = Samples.fold(Samples.decode(events));
      assertThat(fold.problem()).as(recording.toString()).isEmpty();
      assertThat(fold.ended()).as(recording.toString()).isTrue();
      assertThat(fold.toReply())
          .as(recording.toString())
          .isEqualTo(Samples.PROVIDER.decodeReply(wholeOf(events)));

      ReplyWatch watch = Samples.PROVIDER.watch();
      events.forEach(watch::accept);
      assertThat(watch.usage()).as(recording.toString()).isEqualTo(fold.toReply().usage());
      assertThat(watch.complete()).as(recording.toString()).isTrue();
      assertThat(watch.model().orElse("")).isEqualTo(fold.toReply().model());
    }
    reporter.publishEntry("gemini streams", "" + count);
  }

  @Test
  void clientsReadTheSameFromAStreamAsFromTheWholeAnswer() {
    for (Recording recording : generations()) {
      Optional<Reply> reply =
          answer(recording)
              .map(Samples.PROVIDER::decodeReply)
              .or(
                  () ->
                      stream(recording)
                          .map(events -> Samples.fold(Samples.decode(events)).toReply()));
      if (reply.isPresent()) {
        assertThat(Samples.streamed(reply.get()))
            .as(recording.toString())
            .isEqualTo(Samples.whole(reply.get()));
        List<ReplyEvent> events = new ArrayList<>();
        ReplyUnfold.unfold(reply.get(), events::add);
        Samples.events(Samples.stream(events, Samples.FRAME, new Losses()))
            .forEach(event -> sdkReads(event.data()));
      }
    }
  }

  @Test
  void anyCutOfTheBytesGivesTheSameEvents(TestReporter reporter) {
    long seed = 20_261_120;
    reporter.publishEntry("seed", "" + seed);
    Random random = new Random(seed);
    for (Recording recording : generations()) {
      if (recording.sse().isEmpty()) {
        continue;
      }
      byte[] bytes = recording.sse().get().getBytes(StandardCharsets.UTF_8);
      List<SseEvent> whole = Samples.events(bytes);
      int step = bytes.length < 4_000 ? 1 : bytes.length / 40;
      for (int cut = 1; cut < bytes.length; cut += step == 1 ? 1 : 1 + random.nextInt(2 * step)) {
        List<SseEvent> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(8 * 1024 * 1024);
        decoder.accept(Arrays.copyOf(bytes, cut), events::add);
        decoder.accept(Arrays.copyOfRange(bytes, cut, bytes.length), events::add);
        decoder.end(events::add);
        assertThat(events).as(recording + " cut at " + cut).isEqualTo(whole);
      }
    }
  }

  @Test
  void aStreamCutBeforeItsFinishReasonFails() {
    for (Recording recording : generations()) {
      List<SseEvent> events = stream(recording).orElse(List.of());
      int finish = 0;
      while (finish < events.size()
          && !events.get(finish).data().contains("\"finishReason\"")
          && !events.get(finish).data().contains("\"blockReason\"")) {
        finish++;
      }
      ReplyFold fold = Samples.fold(Samples.decode(events.subList(0, finish)));
      assertThat(fold.ended()).as(recording.toString()).isFalse();
      assertThat(fold.problem().map(Problem::kind))
          .as(recording.toString())
          .contains(ProblemKind.UPSTREAM);
    }
  }

  @Test
  void errorsAreReadWithTheirStatus() {
    for (Recording recording : generations()) {
      if (recording.status() < 400) {
        continue;
      }
      Problem problem =
          Samples.PROVIDER.decodeProblem(recording.status(), recording.body().orElseThrow());
      assertThat(problem.upstreamStatus()).hasValue(recording.status());
      assertThat(problem.message()).isNotBlank();
      assertThat(problem.details()).isPresent();
    }
  }

  private static Reply withoutIds(Reply reply) {
    return new Reply(
        "",
        reply.model(),
        reply.createdSeconds(),
        Ids.withoutMadeUp(reply.choices()),
        reply.usage(),
        reply.extras());
  }

  private static void sdkReads(ObjectNode body, Reply reply) {
    GenerateContentResponse response = sdkReads(StrictJson.toText(body));
    assertThat(response.modelVersion()).contains(reply.model());
    assertThat(response.candidates().map(List::size).orElse(0))
        .isEqualTo(body.path("candidates").size());
    assertThat(response.usageMetadata().isPresent()).isEqualTo(reply.usage().isPresent());
  }

  private static GenerateContentResponse sdkReads(String json) {
    // One recorder replaced signatures by words that are no base64.
    return GenerateContentResponse.fromJson(
        json.replaceAll(
            "\"thoughtSignature\":\"[^\"]*REDACTED[^\"]*\"", "\"thoughtSignature\":\"c2ln\""));
  }

  /** The whole answer that the chunks of a stream make up. */
  private static ObjectNode wholeOf(List<SseEvent> events) {
    ObjectNode whole = StrictJson.object();
    ObjectNode candidates = StrictJson.object();
    for (SseEvent event : events) {
      ObjectNode chunk = (ObjectNode) StrictJson.tryParse(event.data()).orElseThrow();
      chunk
          .properties()
          .forEach(
              field -> {
                if (!field.getKey().equals("candidates")) {
                  whole.set(field.getKey(), field.getValue());
                }
              });
      for (JsonNode each : chunk.path("candidates")) {
        String index = each.path("index").asText("0");
        ObjectNode candidate =
            candidates.path(index) instanceof ObjectNode known
                ? known
                : candidates.putObject(index);
        merge(candidate, (ObjectNode) each);
      }
    }
    if (!candidates.isEmpty()) {
      ArrayNode all = whole.putArray("candidates");
      candidates.forEach(all::add);
    }
    return whole;
  }

  private static void merge(ObjectNode candidate, ObjectNode chunk) {
    for (var field : chunk.properties()) {
      JsonNode value = field.getValue();
      if (field.getKey().equals("content")) {
        ArrayNode parts = candidate.withObject("/content").withArray("parts");
        value.path("parts").forEach(parts::add);
      } else if (field.getKey().equals("citationMetadata")) {
        ArrayNode sources = candidate.withObject("/citationMetadata").withArray("citationSources");
        value.path("citationSources").forEach(sources::add);
      } else if (!value.isContainerNode() || !value.isEmpty()) {
        candidate.set(field.getKey(), value);
      }
    }
  }
}
