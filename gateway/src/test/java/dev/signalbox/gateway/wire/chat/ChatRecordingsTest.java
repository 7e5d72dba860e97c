package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Everything recorded of Chat Completions, OpenAI's own and the dialects'. */
final class ChatRecordingsTest {
  private static final String OPENAI = "openai-chat";
  private static final String DIALECTS = "openai-chat-dialect";

  private static List<Recording> recordings() {
    List<Recording> all = new ArrayList<>(Recordings.of(OPENAI));
    all.addAll(Recordings.of(DIALECTS));
    all.removeIf(recording -> !recording.path().contains("chat/completions"));
    return all;
  }

  private static List<Recording> requests() {
    return recordings().stream().filter(r -> r.requestBody().isPresent()).toList();
  }

  private static List<Recording> answers() {
    return recordings().stream()
        .filter(r -> r.status() < 300 && r.body().isPresent())
        .filter(r -> r.body().get().has("choices"))
        .toList();
  }

  private static List<Recording> streams() {
    return recordings().stream().filter(r -> r.sse().isPresent()).toList();
  }

  /** The dialect of the server a recording is of; file names begin with the project, then it. */
  private static Dialect dialectOf(Recording recording) {
    if (recording.api().equals(OPENAI)) {
      return Dialect.OPENAI;
    }
    return Dialects.all().stream()
        .filter(dialect -> recording.name().replace("llamacpp", "llama_cpp").contains(dialect.id()))
        .filter(dialect -> !dialect.id().equals("openai"))
        .findFirst()
        .orElse(Chat.dialect("generic"));
  }

  @Test
  void everyRequestComesOutAsItWentIn(TestReporter reporter) {
    int count = 0;
    for (Recording recording : requests()) {
      ObjectNode body = (ObjectNode) recording.requestBody().orElseThrow();
      Request request;
      try {
        request = Chat.CLIENT.decodeRequest(body, RequestTarget.IN_BODY);
      } catch (ProblemException e) {
        assertThat(recording.status()).as("%s: %s", recording, e.problem()).isBetween(400, 499);
        continue;
      }
      Losses losses = new Losses();
      ObjectNode written =
          Chat.PROVIDER.encodeRequest(
              request,
              new ProviderTarget(request.model(), ModelTraits.UNKNOWN, dialectOf(recording)),
              losses);

      assertThat(Normal.form(written)).as("%s", recording).isEqualTo(Normal.form(body));
      count++;
    }
    reporter.publishEntry("chat requests", String.valueOf(count));
  }

  @Test
  void everyAnswerIsReadAndWrittenBackTheSame(TestReporter reporter) {
    List<Recording> answers = answers();
    for (Recording recording : answers) {
      Reply reply = Chat.PROVIDER.decodeReply((ObjectNode) recording.body().orElseThrow());
      Losses losses = new Losses();
      ObjectNode written = Chat.CLIENT.encodeReply(reply, Chat.frame(), losses);

      assertThat(Replies.comparable(Chat.PROVIDER.decodeReply(written)))
          .as("%s", recording)
          .isEqualTo(Replies.comparable(reply));
      assertThat(losses.toList())
          .as("%s", recording)
          .allMatch(loss -> Set.of("service_tier", "annotations").contains(loss.field()));
    }
    reporter.publishEntry("chat answers", String.valueOf(answers.size()));
  }

  @Test
  void errorsInSpiteOfSuccessAreFailures() {
    for (Recording recording : recordings()) {
      if (recording.status() < 300
          && recording.body().isPresent()
          && recording.body().get().has("error")) {
        try {
          Chat.PROVIDER.decodeReply((ObjectNode) recording.body().get());
          fail("%s is an error", recording);
        } catch (ProblemException e) {
          assertThat(e.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
        }
      }
    }
  }

  @Test
  void everyStreamIsReadToItsEnd(TestReporter reporter) {
    List<Recording> streams = streams();
    List<String> failed = new ArrayList<>();
    for (Recording recording : streams) {
      ReplyFold fold = Chat.fold(Chat.events(recording.sse().orElseThrow()));
      if (fold.problem().isPresent()) {
        failed.add(recording.name());
      } else {
        assertThat(fold.ended()).as("%s", recording).isTrue();
        assertThat(fold.toReply().choices()).as("%s", recording).isNotEmpty();
      }
    }
    assertThat(failed)
        .containsExactlyInAnyOrder(
            "pydantic-ai--test-groq-test-tool-use-failed-error-streaming-with-text",
            "pydantic-ai--test-openrouter-test-openrouter-stream-error");
    reporter.publishEntry("chat streams", String.valueOf(streams.size()));
  }

  @Test
  void aStreamReadBackFromOurOwnStreamIsTheSame() {
    for (Recording recording : streams()) {
      List<ReplyEvent> events = Chat.events(recording.sse().orElseThrow());
      ReplyFold fold = Chat.fold(events);
      if (fold.problem().isPresent()) {
        continue;
      }
      Losses losses = new Losses();
      String own = Chat.streamed(events, Chat.frame(), losses);
      Reply whole =
          Chat.PROVIDER.decodeReply(
              Chat.CLIENT.encodeReply(fold.toReply(), Chat.frame(), new Losses()));

      assertThat(Replies.comparable(Chat.folded(Chat.events(own))))
          .as("%s", recording)
          .isEqualTo(Replies.comparable(fold.toReply()));
      assertThat(Replies.joined(whole))
          .as("%s", recording)
          .isEqualTo(Replies.joined(fold.toReply()));
      assertThat(losses.toList()).as("%s", recording).isEmpty();
    }
  }

  @Test
  void aStreamGivesTheSameEventsWhereverItIsCut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (Recording recording : streams()) {
      byte[] bytes = recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8);
      List<ReplyEvent> uncut = Chat.events(List.of(bytes));
      boolean small = bytes.length < 1_500;
      int cuts = small ? bytes.length : 3;
      for (int i = 0; i < cuts; i++) {
        int cut = small ? i : random.nextInt(bytes.length);
        List<byte[]> pieces =
            List.of(
                Arrays.copyOfRange(bytes, 0, cut), Arrays.copyOfRange(bytes, cut, bytes.length));

        assertThat(Chat.events(pieces))
            .as("%s cut at %d, seed %d", recording, cut, seed)
            .isEqualTo(uncut);
      }
    }
  }

  @Test
  void theWatchSeesTheSameUsageAndModelAsTheDecoder() {
    for (Recording recording : streams()) {
      ReplyWatch watch = Chat.PROVIDER.watch();
      SseDecoder sse = new SseDecoder(8 * 1024 * 1024);
      sse.accept(recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8), watch::accept);
      sse.end(watch::accept);
      ReplyFold fold = Chat.fold(Chat.events(recording.sse().orElseThrow()));

      assertThat(watch.usage()).as("%s", recording).isEqualTo(fold.toReply().usage());
      assertThat(watch.model()).as("%s", recording).contains(fold.toReply().model());
      assertThat(watch.problem()).as("%s", recording).isEqualTo(fold.problem());
      assertThat(watch.complete()).as("%s", recording).isEqualTo(fold.ended());
    }
    for (Recording recording : answers()) {
      JsonNode body = recording.body().orElseThrow();
      ReplyWatch watch = Chat.PROVIDER.watch();
      watch.acceptBody(body);

      assertThat(watch.usage())
          .as("%s", recording)
          .isEqualTo(Chat.PROVIDER.decodeReply((ObjectNode) body).usage());
      assertThat(watch.complete()).isTrue();
    }
  }

  @Test
  void everyErrorAnswerIsUnderstood() {
    List<Recording> errors = recordings().stream().filter(r -> r.status() >= 400).toList();
    for (Recording recording : errors) {
      var problem = Chat.PROVIDER.decodeProblem(recording.status(), recording.body().orElseThrow());

      assertThat(problem.message()).as("%s", recording).isNotBlank().doesNotContain("sk-");
      assertThat(problem.upstreamStatus()).as("%s", recording).hasValue(recording.status());
    }
    assertThat(errors).isNotEmpty();
  }
}
