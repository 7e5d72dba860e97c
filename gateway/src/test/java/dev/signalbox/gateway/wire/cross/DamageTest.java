package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.ProviderFormat;
import dev.signalbox.gateway.wire.codec.ReplyWatch;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.random.Mutations;
import dev.signalbox.gateway.wire.random.Tries;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Recorded traffic, damaged at random, and what every part of a format makes of it. The seed is
 * printed; {@code -Dsignalbox.seed=} repeats a run.
 */
final class DamageTest {
  private static final int TRIES = Tries.of(1000);

  /** Longer streams only cost time. */
  private static final int LONGEST = 40_000;

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));
  private final long seed = Long.getLong("signalbox.seed", 20_261_120L);
  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void damagedRequestsAreRefusedOrTranslated(Protocol client, TestReporter reporter) {
    List<Recording> recordings = RecordedTraffic.acceptedRequests(client);
    tries(
        recordings,
        reporter,
        (recording, mutations) -> {
          if (mutations.damage(recording.requestBody().orElseThrow()) instanceof ObjectNode body) {
            Request request =
                formats.client(client).decodeRequest(body, Targets.address(client, recording));
            for (Protocol provider : Protocol.values()) {
              written(request, provider);
            }
          }
        });

    assertThat(wrong).isEmpty();
  }

  private void written(Request request, Protocol provider) {
    try {
      formats.provider(provider).encodeRequest(request, Targets.provider(provider), new Losses());
    } catch (ProblemException e) {
      assertThat(e.problem().kind().clientAtFault()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void damagedAnswersFailOrReachEveryClient(Protocol provider, TestReporter reporter) {
    List<Recording> recordings =
        RecordedTraffic.answers(RecordedTraffic.folder(provider)).stream()
            .filter(recording -> recording.body().isPresent())
            .filter(recording -> recording.body().get().isObject())
            .toList();
    tries(
        recordings,
        reporter,
        (recording, mutations) -> {
          if (mutations.damage(recording.body().orElseThrow()) instanceof ObjectNode body) {
            formats.provider(provider).watch().acceptBody(body);
            deliver(Upstream.whole(formats.provider(provider).decodeReply(body)));
          }
        });

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void damagedStreamsKeepTheOrderOfEventsAndReachEveryClient(
      Protocol provider, TestReporter reporter) {
    ProviderFormat format = formats.provider(provider);
    tries(
        streams(provider),
        reporter,
        (recording, mutations) -> {
          byte[] bytes =
              mutations.damage(recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8));
          List<SseEvent> events = Upstream.events(bytes);
          ReplyWatch watch = format.watch();
          events.forEach(watch::accept);
          Upstream upstream = Upstream.streamed(format, events);
          List<String> broken = EventContract.violations(upstream.events());
          broken.forEach(what -> wrong.add(recording + ": " + what));
          deliver(upstream);
        });

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void anyCutOfARecordedStreamGivesTheSameEvents(Protocol provider, TestReporter reporter) {
    ProviderFormat format = formats.provider(provider);
    tries(
        streams(provider),
        reporter,
        (recording, mutations) -> {
          byte[] bytes = recording.sse().orElseThrow().getBytes(StandardCharsets.UTF_8);
          List<SseEvent> cut = new ArrayList<>();
          SseDecoder decoder = new SseDecoder(8 << 20);
          mutations.cut(bytes, 64).forEach(piece -> decoder.accept(piece, cut::add));
          decoder.end(cut::add);
          Upstream whole = Upstream.streamed(format, Upstream.events(bytes));
          if (!Upstream.streamed(format, cut).equals(whole)) {
            wrong.add(recording + ": the cut changes the events");
          }
          EventContract.violations(whole.events())
              .forEach(what -> wrong.add(recording + ": " + what));
        });

    assertThat(wrong).isEmpty();
  }

  private static List<Recording> streams(Protocol provider) {
    return RecordedTraffic.answers(RecordedTraffic.folder(provider)).stream()
        .filter(recording -> recording.sse().filter(sse -> sse.length() <= LONGEST).isPresent())
        .toList();
  }

  /** Encoders write whatever a decoder let through. */
  private void deliver(Upstream upstream) {
    Reply reply = upstream.reply();
    for (Protocol client : Protocol.values()) {
      Delivery delivery = new Delivery(formats.client(client));
      delivery.bytes(upstream.events(), true, new Losses());
      StrictJson.toBytes(
          formats.client(client).encodeReply(reply, Delivery.frame(reply), new Losses()));
    }
  }

  /** One try on one recording. */
  private interface Try {
    void on(Recording recording, Mutations mutations);
  }

  private void tries(List<Recording> recordings, TestReporter reporter, Try one) {
    reporter.publishEntry("tries", TRIES + " with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      Recording recording = recordings.get(random.nextInt(recordings.size()));
      long drawn = random.nextLong();
      try {
        one.on(recording, new Mutations(drawn));
      } catch (ProblemException e) {
        assertThat(e.problem().message()).isNotEmpty();
      } catch (RuntimeException e) {
        wrong.add("%s, mutation %d: %s".formatted(recording, drawn, describe(e)));
      }
    }
  }

  private static String describe(RuntimeException e) {
    StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
    return e + (at == null ? "" : " at " + at);
  }
}
