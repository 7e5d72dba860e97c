package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.MediaSource;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every recorded answer of each API, delivered to each client format, read by its SDK. */
final class RecordedRepliesTest {
  private static final String REFUSED = "the SDK refuses it";

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @Test
  void everyAnswerReachesEveryClientWholeAndStreamed(TestReporter reporter) throws IOException {
    TranslationTable table = new TranslationTable();
    List<String> wrong = new ArrayList<>();
    for (String api : RecordedTraffic.APIS) {
      for (Recording recording : RecordedTraffic.answers(api)) {
        deliver(api, recording, table, wrong);
      }
    }
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/translation-table.md"), table.toString());
    reporter.publishEntry("translation", "\n" + table);

    assertThat(wrong).isEmpty();
  }

  private void deliver(
      String api, Recording recording, TranslationTable table, List<String> wrong) {
    Protocol provider = RecordedTraffic.protocolOf(api);
    Upstream upstream = Upstream.of(formats.provider(provider), recording);
    for (Protocol client : Protocol.values()) {
      Delivery delivery = new Delivery(formats.client(client));
      Optional<String> own =
          client == provider ? refusedAsItCame(recording, upstream.reply()) : Optional.empty();
      if (client == Protocol.GEMINI && hasUnreadableMedia(upstream.reply())) {
        own = Optional.of(REFUSED);
      }
      List<String> whole = without(own, delivery.whole(upstream));
      List<String> streamed = without(own, delivery.streamed(upstream));
      table.add(api, client, whole.isEmpty(), streamed.isEmpty());
      whole.forEach(w -> wrong.add("%s to %s whole: %s".formatted(recording, client.id(), w)));
      streamed.forEach(w -> wrong.add("%s to %s stream: %s".formatted(recording, client.id(), w)));
    }
  }

  /**
   * What an SDK does not understand of its own API is not our fault, if it is the same thing, or
   * parts of its own servers' tools.
   */
  private static List<String> without(Optional<String> own, List<String> wrong) {
    return wrong.stream().filter(w -> own.isEmpty() || !w.contains(own.get())).toList();
  }

  private static Optional<String> refusedAsItCame(Recording recording, Reply reply) {
    SdkClient sdk = SdkClient.of(RecordedTraffic.protocolOf(recording.api()));
    try {
      if (isStream(recording)) {
        sdk.stream(Upstream.events(recording));
      } else {
        sdk.whole(recording.body().orElseThrow());
      }
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      String reason = Delivery.reason(e);
      boolean servers =
          reply.choices().stream()
              .flatMap(choice -> choice.parts().stream())
              .anyMatch(Part.Opaque.class::isInstance);
      return Optional.of(servers ? REFUSED : reason.substring(0, Math.min(70, reason.length())));
    }
  }

  @Test
  void everyDecoderReadsWhatTheOfficialSdkReads(TestReporter reporter) {
    List<String> wrong = new ArrayList<>();
    int read = 0;
    for (Protocol protocol : Protocol.values()) {
      for (Recording recording : RecordedTraffic.answers(RecordedTraffic.folder(protocol))) {
        Optional<Seen> seen = seenAsItCame(protocol, recording);
        Upstream upstream = Upstream.of(formats.provider(protocol), recording);
        boolean pieces = recording.sse().filter(sse -> sse.contains("partialArgs")).isPresent();
        if (seen.isPresent() && !pieces && upstream.problem().isEmpty()) {
          read++;
          Seen ours = Expected.of(upstream.reply(), protocol);
          Differences.untold(ours, seen.get(), new Losses(), protocol).stream()
              .filter(difference -> !isAboutTheReason(difference))
              .forEach(difference -> wrong.add(recording + ": " + difference));
        }
      }
    }
    reporter.publishEntry("answers read as the SDK reads them", String.valueOf(read));

    assertThat(wrong).isEmpty();
  }

  /** Recordings with shortened media: google-genai decodes base64 as it parses. */
  private static boolean hasUnreadableMedia(Reply reply) {
    return reply.choices().stream()
        .flatMap(choice -> choice.parts().stream())
        .anyMatch(
            part ->
                part instanceof Part.Media media
                    && media.source() instanceof MediaSource.Inline inline
                    && !isBase64(inline.base64()));
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isStream(Recording recording) {
    return recording.body().filter(JsonNode::isObject).isEmpty();
  }

  /** Reasons in words; that calls were made decides over them (Chat's {@code stop}, Gemini). */
  private static boolean isAboutTheReason(String difference) {
    return difference.startsWith("stop: expected [tool_calls")
        || difference.startsWith("stop: expected [function_call")
        || difference.matches("stop: .* seen \\[\\d+\\],.*");
  }

  private static Optional<Seen> seenAsItCame(Protocol protocol, Recording recording) {
    try {
      SdkClient sdk = SdkClient.of(protocol);
      return Optional.of(
          View.of(protocol)
              .of(
                  isStream(recording)
                      ? sdk.stream(Upstream.events(recording))
                      : recording.body().orElseThrow()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
