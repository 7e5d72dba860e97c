package dev.signalbox.gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

final class RecordedTrafficTest {
  private static final int CUT_EVERY_BYTE_BELOW = 1_500;
  private static final int RANDOM_CUTS = 12;

  private static List<Recording> messages() {
    return Recordings.of("anthropic").stream().filter(r -> r.path().contains("messages")).toList();
  }

  private static List<Recording> answers() {
    return messages().stream()
        .filter(r -> r.status() < 300 && r.body().isPresent() && !r.path().contains("count_tokens"))
        .toList();
  }

  private static List<Recording> streams() {
    return messages().stream().filter(r -> r.sse().isPresent()).toList();
  }

  @Test
  void writesEveryRecordedRequestBackAsItCame(TestReporter reporter) {
    int requests = 0;
    for (Recording recording : messages()) {
      if (recording.requestBody().orElse(null) instanceof ObjectNode body) {
        requests++;
        assertWrittenBack(recording, body);
      }
    }
    reporter.publishEntry("anthropic", requests + " requests");
    assertThat(requests).isGreaterThan(70);
  }

  private static void assertWrittenBack(Recording recording, ObjectNode body) {
    boolean counting = recording.path().contains("count_tokens");
    AnthropicCountTokens counts = new AnthropicCountTokens(Given.SEAL);
    Losses losses = new Losses();
    Request request;
    try {
      request = counting ? counts.decodeRequest(body, RequestTarget.IN_BODY) : Given.decoded(body);
    } catch (ProblemException refused) {
      assertThat(recording.status()).as(recording.toString()).isEqualTo(400);
      assertThat(refused.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
      return;
    }
    ProviderTarget target =
        new ProviderTarget(body.path("model").asText(), traitsFor(body), Dialect.OPENAI);
    ObjectNode written =
        counting
            ? counts.encodeRequest(request, target, losses)
            : Given.PROVIDER.encodeRequest(request, target, losses);

    if (recording.status() < 400) {
      assertThat(losses.toList()).as(recording.toString()).isEmpty();
    }
    ObjectNode expected = Equivalence.request(body);
    if (recording.status() < 400) {
      assertThat(Equivalence.request((ObjectNode) Given.reread(written)))
          .as(recording.toString())
          .isEqualTo(expected);
    }
  }

  private static ModelTraits traitsFor(ObjectNode body) {
    boolean level =
        body.path("thinking").path("type").asText().equals("adaptive")
            || body.path("output_config").has("effort");
    return Given.traits(level ? ModelTraits.Thinking.LEVEL : ModelTraits.Thinking.BUDGET, true);
  }

  @Test
  void readsWhatItWritesForAClientAsTheSameAnswer(TestReporter reporter) {
    for (Recording recording : answers()) {
      Reply reply = Given.PROVIDER.decodeReply((ObjectNode) recording.body().orElseThrow());
      Losses losses = new Losses();

      ObjectNode body = Given.CLIENT.encodeReply(reply, frame(reply), losses);

      assertThat(losses.toList()).as(recording.toString()).isEmpty();
      assertThat(Given.PROVIDER.decodeReply(body)).as(recording.toString()).isEqualTo(reply);
    }
    reporter.publishEntry("anthropic", answers().size() + " answers");
    assertThat(answers()).hasSizeGreaterThan(40);
  }

  private static ReplyFrame frame(Reply reply) {
    String id = reply.id().startsWith("msg_") ? reply.id().substring(4) : reply.id();
    return new ReplyFrame(id, "", 0, true, StrictJson.object());
  }

  @Test
  void tellsAWholeAnswerAsEventsThatAreReadAsTheSameAnswer() {
    for (Recording recording : answers()) {
      Reply reply = Given.PROVIDER.decodeReply((ObjectNode) recording.body().orElseThrow());
      List<ReplyEvent> events = new ArrayList<>();
      ReplyUnfold.unfold(reply, events::add);

      ReplyFold fold = Given.fold(Given.events(Given.streamed(events, new Losses())));

      assertThat(fold.ended()).as(recording.toString()).isTrue();
      assertThat(Equivalence.reply(withId(fold.toReply(), reply.id())))
          .as(recording.toString())
          .isEqualTo(Equivalence.reply(reply));
    }
  }

  private static Reply withId(Reply reply, String id) {
    return new Reply(
        id, reply.model(), reply.createdSeconds(), reply.choices(), reply.usage(), reply.extras());
  }

  @Test
  void readsEveryRecordedStreamAndWhatItWritesForAClientAsTheSameAnswer(TestReporter reporter) {
    for (Recording recording : streams()) {
      List<ReplyEvent> events = Given.events(recording.sse().orElseThrow());
      Reply reply = Given.fold(events).toReply();
      assertThat(Given.fold(events).ended()).as(recording.toString()).isTrue();
      assertThat(reply.usage().orElseThrow().consistent()).isTrue();
      Losses losses = new Losses();

      Reply again = Given.fold(Given.events(Given.streamed(events, losses))).toReply();

      assertThat(losses.toList()).as(recording.toString()).isEmpty();
      assertThat(withId(again, reply.id())).as(recording.toString()).isEqualTo(reply);
    }
    reporter.publishEntry("anthropic", streams().size() + " streams");
    assertThat(streams()).hasSizeGreaterThan(25);
  }

  @Test
  void readsAStreamAsTheAnswerThatIsWrittenWhole() {
    for (Recording recording : streams()) {
      Reply streamed = Given.fold(Given.events(recording.sse().orElseThrow())).toReply();

      ObjectNode whole = Given.CLIENT.encodeReply(streamed, frame(streamed), new Losses());

      assertThat(Equivalence.reply(Given.PROVIDER.decodeReply(whole)))
          .as(recording.toString())
          .isEqualTo(Equivalence.reply(withId(streamed, whole.path("id").asText())));
    }
  }

  @Test
  void readsTheSameEventsWhereverAStreamIsCut(TestReporter reporter) {
    long seed = 20_261_120L;
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    for (Recording recording : streams()) {
      byte[] bytes = recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8);
      List<ReplyEvent> events = Given.events(bytes);
      boolean everywhere = bytes.length < CUT_EVERY_BYTE_BELOW;
      int cuts = everywhere ? bytes.length : RANDOM_CUTS;
      for (int i = 0; i < cuts; i++) {
        int cut = everywhere ? i : random.nextInt(bytes.length);
        assertThat(
                Given.events(
                    Arrays.copyOfRange(bytes, 0, cut),
                    Arrays.copyOfRange(bytes, cut, bytes.length)))
            .as("%s cut at %d", recording, cut)
            .isEqualTo(events);
      }
    }
  }

  @Test
  void failsWhenAStreamEndsEarlyAndNeverThrows() {
    for (Recording recording : streams()) {
      byte[] bytes = recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8);
      List<ReplyEvent> events = Given.events(Arrays.copyOf(bytes, bytes.length / 2));

      assertThat(events.getLast()).as(recording.toString()).isInstanceOf(ReplyEvent.Failed.class);
      assertThat(Given.fold(events).ended()).isFalse();
    }
  }

  @Test
  void watchesTheSameTokensAndModelAsItReads() {
    for (Recording recording : streams()) {
      Reply reply = Given.fold(Given.events(recording.sse().orElseThrow())).toReply();
      ReplyWatch watch = Given.PROVIDER.watch();
      SseDecoder sse = new SseDecoder(8 * 1024 * 1024);

      sse.accept(recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8), watch::accept);

      assertThat(watch.usage()).as(recording.toString()).isEqualTo(reply.usage());
      assertThat(watch.model()).contains(reply.model());
      assertThat(watch.complete()).isTrue();
    }
    for (Recording recording : answers()) {
      JsonNode body = recording.body().orElseThrow();
      ReplyWatch watch = Given.PROVIDER.watch();
      watch.acceptBody(body);

      assertThat(watch.usage())
          .as(recording.toString())
          .isEqualTo(Given.PROVIDER.decodeReply((ObjectNode) body).usage());
      assertThat(watch.complete()).isTrue();
    }
  }

  @Test
  void readsEveryRecordedErrorAndKeepsItForClientsOfTheSameApi() {
    List<Recording> errors =
        Recordings.of("anthropic").stream().filter(r -> r.status() >= 400).toList();
    for (Recording recording : errors) {
      JsonNode body = recording.body().orElseThrow();

      Problem problem = Given.PROVIDER.decodeProblem(recording.status(), body);

      assertThat(Given.CLIENT.statusOf(problem))
          .as(recording.toString())
          .isEqualTo(recording.status());
      assertThat(Given.CLIENT.encodeProblem(problem, "req_1").path("error"))
          .as(recording.toString())
          .isEqualTo(body.path("error"));
    }
    assertThat(errors).hasSizeGreaterThan(8);
  }

  @Test
  void readsTheRecordedTokenCount() {
    AnthropicCountTokens counts = new AnthropicCountTokens(Given.SEAL);
    List<Recording> counted =
        messages().stream().filter(r -> r.path().contains("count_tokens")).toList();
    for (Recording recording : counted) {
      ObjectNode body = (ObjectNode) recording.body().orElseThrow();

      assertThat(Given.reread(counts.encodeReply(counts.decodeReply(body)))).isEqualTo(body);
    }
    assertThat(counted).isNotEmpty();
    assertThatCode(() -> counts.decodeReply(Given.json("{'input_tokens':0}")))
        .doesNotThrowAnyException();
  }
}
