package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.Outline;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Usage;
import dev.signalbox.gateway.wire.problem.Problem;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What is read beside an answer that passes through is what its decoder reads. */
final class WatchTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  /** What both ways of reading must agree on; a failed answer is over, whatever it is else. */
  private record Facts(
      Optional<Usage> usage, Optional<String> model, boolean complete, boolean failed) {}

  @Test
  void aWatchTellsTheSameAsTheDecoderForEveryAnswer(TestReporter reporter) {
    List<String> wrong = new ArrayList<>();
    int answers = 0;
    for (String api : RecordedTraffic.APIS) {
      ProviderFormat provider = formats.provider(RecordedTraffic.protocolOf(api));
      for (Recording recording : RecordedTraffic.answers(api)) {
        answers++;
        Facts decoded = decoded(provider, recording);
        Facts watched = watched(provider, recording);
        if (!watched.equals(decoded)) {
          wrong.add("%s: decoded %s, watched %s".formatted(recording, decoded, watched));
        }
      }
    }
    reporter.publishEntry("answers watched", String.valueOf(answers));

    assertThat(wrong).isEmpty();
  }

  @Test
  void aStreamStartsWithItsFirstPieceAndNotBefore() {
    List<String> wrong = new ArrayList<>();
    for (String api : RecordedTraffic.APIS) {
      ProviderFormat provider = formats.provider(RecordedTraffic.protocolOf(api));
      for (Recording recording : RecordedTraffic.answers(api)) {
        if (recording.sse().isPresent() && !startsWithItsFirstPiece(provider, recording)) {
          wrong.add(recording.toString());
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Whether the watch sees the start no later than the decoder gives the first of the answer. */
  private static boolean startsWithItsFirstPiece(ProviderFormat provider, Recording recording) {
    ReplyWatch watch = provider.watch();
    StreamDecoder decoder = provider.streamDecoder();
    List<ReplyEvent> events = new ArrayList<>();
    for (SseEvent event : Upstream.events(recording)) {
      watch.accept(event);
      decoder.accept(event, events::add);
      if (watch.started()) {
        return event.data().contains("delta") || event.data().contains("parts") || isEnd(event);
      }
      if (events.stream().anyMatch(WatchTest::isPiece)) {
        return false;
      }
    }
    return !watch.complete() || watch.problem().isPresent();
  }

  private static boolean isPiece(ReplyEvent event) {
    return event instanceof ReplyEvent.Delta(_, _, var text)
        ? !text.isEmpty()
        : event instanceof ReplyEvent.Stopped;
  }

  private static boolean isEnd(SseEvent event) {
    return event.name().contains("completed")
        || event.name().contains("stop")
        || event.name().contains("done")
        || event.data().contains("inishReason")
        || event.data().contains("blockReason")
        || event.data().equals("[DONE]");
  }

  private static Facts decoded(ProviderFormat provider, Recording recording) {
    Upstream upstream = Upstream.of(provider, recording);
    return new Facts(
        upstream.reply().usage(),
        Optional.of(upstream.reply().model()).filter(model -> !model.isEmpty()),
        upstream.problem().isPresent() || upstream.events().getLast() instanceof ReplyEvent.Ended,
        upstream.problem().filter(WatchTest::isTheProviders).isPresent());
  }

  /** A stream that only breaks off holds no error of the provider's. */
  private static boolean isTheProviders(Problem problem) {
    return !problem.message().contains("ended before");
  }

  private static Facts watched(ProviderFormat provider, Recording recording) {
    ReplyWatch watch = provider.watch();
    if (recording.body().isPresent()) {
      byte[] body = StrictJson.toBytes(recording.body().get());
      watch.acceptBody(Outline.of(body, ReplyWatch.BULK).orElseThrow());
    } else {
      Upstream.events(recording).forEach(watch::accept);
    }
    return new Facts(
        watch.usage(),
        watch.model(),
        watch.complete() || watch.problem().isPresent(),
        watch.problem().isPresent());
  }
}
