package dev.signalbox.gateway.wire.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.engine.catalog.Capability;
import dev.signalbox.gateway.wire.codec.ClientFormat;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.estimate.TokenEstimate;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.MediaKind;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.model.ResponseFormat;
import dev.signalbox.gateway.wire.recorded.RecordedTraffic;
import dev.signalbox.gateway.wire.recorded.Recording;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the scan of the bytes to what the decoded request says, over all recordings. */
final class RecordedNeedsTest {
  private static final Set<Capability> COMPARED =
      EnumSet.of(Capability.TOOLS, Capability.VISION, Capability.AUDIO_IN, Capability.JSON_SCHEMA);

  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void theScanSeesWhatTheDecodedRequestHolds(Protocol protocol) {
    ClientFormat format = formats.client(protocol);

    for (Recording recording : RecordedTraffic.acceptedRequests(protocol)) {
      byte[] body = StrictJson.toBytes(recording.requestBody().orElseThrow());
      Request request = format.decodeRequest(StrictJson.parseObject(body), target(protocol));

      Set<Capability> seen = EnumSet.noneOf(Capability.class);
      seen.addAll(RequestNeeds.of(body).capabilities());
      seen.retainAll(COMPARED);

      assertThat(seen).as(recording.toString()).isEqualTo(needsOf(request));
    }
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void bothEstimatesAreOfOneSize(Protocol protocol) {
    ClientFormat format = formats.client(protocol);

    double[] ratios =
        RecordedTraffic.acceptedRequests(protocol).stream()
            .map(recording -> StrictJson.toBytes(recording.requestBody().orElseThrow()))
            .mapToDouble(
                body ->
                    (double) RequestNeeds.of(body).inputTokens()
                        / TokenEstimate.of(
                            format.decodeRequest(StrictJson.parseObject(body), target(protocol))))
            .sorted()
            .toArray();

    // Single requests differ: the one takes documents by their text, the other by a fixed figure.
    assertThat(ratios[ratios.length / 10]).isGreaterThan(0.6);
    assertThat(ratios[ratios.length / 2]).isBetween(0.8, 1.25);
    assertThat(ratios[ratios.length * 9 / 10]).isLessThan(1.6);
  }

  private static RequestTarget target(Protocol protocol) {
    return protocol == Protocol.GEMINI
        ? new RequestTarget(Optional.of("m"), Optional.of(false))
        : RequestTarget.IN_BODY;
  }

  private static Set<Capability> needsOf(Request request) {
    Set<Capability> needs = EnumSet.noneOf(Capability.class);
    if (!request.tooling().tools().isEmpty()) {
      needs.add(Capability.TOOLS);
    }
    if (request.output().format().filter(ResponseFormat.JsonSchema.class::isInstance).isPresent()) {
      needs.add(Capability.JSON_SCHEMA);
    }
    request.turns().stream()
        .flatMap(turn -> media(turn.parts()))
        .forEach(
            kind -> {
              switch (kind) {
                case IMAGE -> needs.add(Capability.VISION);
                case AUDIO -> needs.add(Capability.AUDIO_IN);
                case DOCUMENT, VIDEO -> {}
              }
            });
    return needs;
  }

  private static Stream<MediaKind> media(List<Part> parts) {
    return parts.stream()
        .flatMap(
            part ->
                switch (part) {
                  case Part.Media media -> Stream.of(media.kind());
                  case Part.ToolResult result -> media(result.content());
                  case Part.Text _,
                      Part.Reasoning _,
                      Part.Refusal _,
                      Part.ToolCall _,
                      Part.Opaque _ ->
                      Stream.empty();
                });
  }
}
