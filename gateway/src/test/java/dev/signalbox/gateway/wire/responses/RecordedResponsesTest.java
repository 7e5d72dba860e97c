package dev.signalbox.gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

final class RecordedResponsesTest {
  private static final String API = "openai-responses";

  /** What their deltas say is not what their end says: other words, rounded figures. */
  private static final Set<String> CONTRADICTS_ITSELF =
      Set.of("ai--openai-shell-container-1", "chatlas--test-provider-openai-test-openai-logprobs");

  @Test
  void everyRecordedRequestIsReadAndWrittenBackWithTheSameMeaning(TestReporter reporter) {
    int count = 0;
    for (Recording recording : generations()) {
      Optional<ObjectNode> body = recording.requestBody().map(ObjectNode.class::cast);
      if (body.isPresent()) {
        Losses losses = new Losses();
        ObjectNode written = Wire.encode(Wire.decode(body.get()), losses);
        // What the API refused, such as reasoning without its item, may be put right.
        if (recording.status() < 400 || losses.isEmpty()) {
          assertThat(SameMeaning.of(written))
              .as(recording.toString())
              .isEqualTo(SameMeaning.of(body.get()));
          assertThat(losses.toList()).as(recording.toString()).isEmpty();
        }
        count++;
      }
    }
    reporter.publishEntry("responses requests", String.valueOf(count));
    assertThat(count).isGreaterThan(60);
  }

  @Test
  void everyRecordedAnswerIsReadAndSurvivesBeingWrittenAgain(TestReporter reporter) {
    int count = 0;
    for (Recording recording : generations()) {
      Optional<ObjectNode> body = answer(recording);
      if (body.isPresent()) {
        Reply reply = Wire.PROVIDER.decodeReply(body.get());
        assertSurvives(recording, reply, body.get());
        count++;
      }
    }
    reporter.publishEntry("responses answers", String.valueOf(count));
    assertThat(count).isGreaterThan(30);
  }

  @Test
  void everyRecordedStreamFoldsToItsOwnWholeAnswer(TestReporter reporter) {
    int count = 0;
    for (Recording recording : streams()) {
      List<SseEvent> events = Wire.sse(recording.sse().orElseThrow());
      List<ReplyEvent> decoded = Wire.decodeStream(events);
      assertThat(EventOrder.complaints(decoded)).as(recording.toString()).isEmpty();
      ReplyFold fold = Wire.fold(decoded);
      Optional<ObjectNode> whole = wholeOf(events);
      if (whole.isPresent()) {
        assertThat(fold.ended()).as(recording.toString()).isTrue();
        if (!CONTRADICTS_ITSELF.contains(recording.name())) {
          assertThat(fold.toReply())
              .as(recording.toString())
              .isEqualTo(Wire.PROVIDER.decodeReply(whole.get()));
        }
        assertSurvives(recording, fold.toReply(), whole.get());
      } else {
        assertThat(fold.problem()).as(recording.toString()).isPresent();
      }
      count++;
    }
    reporter.publishEntry("responses streams", String.valueOf(count));
    assertThat(count).isGreaterThan(25);
  }

  @Test
  void aStreamCutAnywhereGivesTheSameEvents(TestReporter reporter) {
    long seed = 20_261_120L;
    Random random = new Random(seed);
    for (Recording recording : streams()) {
      byte[] bytes = recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8);
      List<ReplyEvent> expected = Wire.decodeStream(Wire.sse(bytes));
      int cuts = bytes.length < 4_000 ? bytes.length : 4;
      for (int i = 0; i < cuts; i++) {
        int cut = bytes.length < 4_000 ? i : random.nextInt(bytes.length);
        List<SseEvent> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(Wire.MAX_EVENT_BYTES);
        decoder.accept(Arrays.copyOfRange(bytes, 0, cut), events::add);
        decoder.accept(Arrays.copyOfRange(bytes, cut, bytes.length), events::add);
        decoder.end(events::add);
        assertThat(Wire.decodeStream(events))
            .as("%s cut at %d, seed %d", recording, cut, seed)
            .isEqualTo(expected);
      }
    }
    reporter.publishEntry("seed", String.valueOf(seed));
  }

  @Test
  void aStreamThatStopsTooEarlyFailsWhereverItStops() {
    for (Recording recording : streams()) {
      List<SseEvent> events = Wire.sse(recording.sse().orElseThrow());
      int last = lastOf(events);
      for (int keep = 0; keep < last; keep += 1 + last / 20) {
        ReplyFold fold = Wire.fold(Wire.decodeStream(events.subList(0, keep)));
        assertThat(fold.problem()).as("%s kept %d", recording, keep).isPresent();
        assertThat(fold.ended()).as("%s kept %d", recording, keep).isFalse();
      }
    }
  }

  @Test
  void theWatchReadsTheSameUsageAndModelAsTheDecoder() {
    for (Recording recording : generations()) {
      ReplyWatch watch = Wire.PROVIDER.watch();
      Optional<Reply> reply = Optional.empty();
      if (recording.sse().isPresent()) {
        List<SseEvent> events = Wire.sse(recording.sse().get());
        events.forEach(watch::accept);
        ReplyFold fold = Wire.fold(Wire.decodeStream(events));
        assertThat(watch.problem().isPresent())
            .as(recording.toString())
            .isEqualTo(fold.problem().isPresent());
        reply = Optional.of(fold.toReply());
      } else if (answer(recording).isPresent()) {
        watch.acceptBody(answer(recording).get());
        reply = Optional.of(Wire.PROVIDER.decodeReply(answer(recording).get()));
      }
      if (reply.isPresent()) {
        assertThat(watch.usage()).as(recording.toString()).isEqualTo(reply.get().usage());
        assertThat(watch.model().orElse(""))
            .as(recording.toString())
            .isEqualTo(reply.get().model());
        assertThat(watch.complete()).as(recording.toString()).isTrue();
      }
    }
  }

  @Test
  void everyRecordedErrorHasItsKind() {
    Map<String, ProblemKind> kinds = new TreeMap<>();
    for (Recording recording : Recordings.of(API)) {
      if (recording.status() >= 400) {
        JsonNode body = recording.body().orElseThrow();
        var problem = Wire.PROVIDER.decodeProblem(recording.status(), body);
        ObjectNode expected = body.path("error").deepCopy();
        if (problem.kind() == ProblemKind.AUTHENTICATION) { // its text may quote the key
          expected.put("message", "the provider refused the credential");
        }
        assertThat(Wire.CLIENT.encodeProblem(problem, "req_1").path("error"))
            .as(recording.toString())
            .isEqualTo(expected);
        kinds.put(body.path("error").path("code").asText(), problem.kind());
      }
    }
    assertThat(kinds)
        .containsEntry("insufficient_quota", ProblemKind.QUOTA)
        .containsEntry("invalid_api_key", ProblemKind.AUTHENTICATION)
        .containsEntry("model_not_found", ProblemKind.MODEL_NOT_FOUND)
        .containsEntry("decimal_below_min_value", ProblemKind.INVALID_REQUEST)
        .containsEntry("previous_response_not_found", ProblemKind.INVALID_REQUEST);
  }

  /** Whole and streamed, written for a client and read back. */
  private static void assertSurvives(Recording recording, Reply reply, ObjectNode original) {
    ObjectNode request =
        recording.requestBody().map(ObjectNode.class::cast).orElseGet(StrictJson::object);
    Losses losses = new Losses();
    ObjectNode written = Wire.CLIENT.encodeReply(reply, Wire.frame(request), losses);
    Reply again = Wire.PROVIDER.decodeReply(Wire.reparsed(written));
    assertThat(again.choices()).as(recording.toString()).isEqualTo(reply.choices());
    assertThat(again.usage()).as(recording.toString()).isEqualTo(reply.usage());
    assertThat(losses.toList()).as(recording.toString()).isEmpty();

    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    byte[] stream = Wire.encodeStream(events, Wire.frame(request), new Losses());
    assertThat(Lifecycle.complaints(stream)).as(recording.toString()).isEmpty();
    Reply streamed = Wire.fold(Wire.decodeStream(Wire.sse(stream))).toReply();
    assertThat(streamed).as(recording.toString()).isEqualTo(again);
    if (OfficialSdk.accepts(original) || original.size() < 10) {
      OfficialSdk.checkWhole(written);
      OfficialSdk.checkStream(stream);
    }
  }

  private static List<Recording> generations() {
    return Recordings.of(API).stream()
        .filter(recording -> recording.path().replaceAll("\\?.*", "").endsWith("/responses"))
        .toList();
  }

  private static List<Recording> streams() {
    return Recordings.of(API).stream().filter(recording -> recording.sse().isPresent()).toList();
  }

  private static Optional<ObjectNode> answer(Recording recording) {
    return recording.status() < 400
        ? recording.body().map(ObjectNode.class::cast)
        : Optional.empty();
  }

  private static int lastOf(List<SseEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      String name = events.get(i).name();
      if (name.equals("response.completed")
          || name.equals("response.incomplete")
          || name.equals("response.failed")
          || name.equals("error")) {
        return i;
      }
    }
    return events.size();
  }

  /**
   * The answer of a stream as it would have come whole. Its items are those that were announced as
   * done: what is encrypted, and some servers' ids, differ once more in the last event.
   */
  private static Optional<ObjectNode> wholeOf(List<SseEvent> events) {
    TreeMap<Integer, JsonNode> items = new TreeMap<>();
    JsonNode id =
        StrictJson.tryParse(events.getFirst().data()).orElseThrow().path("response").path("id");
    for (SseEvent event : events) {
      JsonNode data = StrictJson.tryParse(event.data()).orElseThrow();
      switch (event.name()) {
        case "response.output_item.done" ->
            items.put(data.path("output_index").asInt(), data.path("item"));
        case "response.completed", "response.incomplete" -> {
          ObjectNode whole = (ObjectNode) data.path("response").deepCopy();
          whole.set("id", id);
          whole.putArray("output").addAll(items.values());
          return Optional.of(whole);
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  @Test
  void aBodyThatIsNoResponseIsTheProvidersFault() {
    ObjectNode body = Wire.json("{'hello':'world'}");

    assertThat(catchThrowable(() -> Wire.PROVIDER.decodeReply(body)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().kind()).isEqualTo(ProblemKind.UPSTREAM));
  }
}
