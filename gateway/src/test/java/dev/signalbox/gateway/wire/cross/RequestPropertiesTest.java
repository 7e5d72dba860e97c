package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.problem.ProblemException;
import dev.signalbox.gateway.wire.problem.ProblemKind;
import dev.signalbox.gateway.wire.random.RandomRequests;
import dev.signalbox.gateway.wire.rules.RequestRules;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every request. */
final class RequestPropertiesTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @Provide
  Arbitrary<Request> anyRequest() {
    return RandomRequests.any();
  }

  @Provide
  Arbitrary<Request> commonRequest() {
    return RandomRequests.common();
  }

  @Provide
  Arbitrary<Protocol> protocol() {
    return Arbitraries.of(Protocol.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenKeepsTheRulesOfTheApi(
      @ForAll("protocol") Protocol provider, @ForAll("anyRequest") Request request) {
    Assume.that(!holdsUnknownPartsOf(provider, request));
    try {
      ObjectNode written = encoded(provider, request);
      Statistics.label(provider.id()).collect("written");

      assertThat(RequestRules.of(provider).violations(written)).isEmpty();
    } catch (ProblemException e) {
      Statistics.label(provider.id()).collect("refused");

      assertThat(e.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aPlainConversationSaysTheSameEverywhere(
      @ForAll("protocol") Protocol provider, @ForAll("commonRequest") Request request) {
    Request read = decoded(provider, encoded(provider, request));

    assertThat(Transcript.of(read)).isEqualTo(Transcript.of(request));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void thereAndBackIsTheSame(
      @ForAll("protocol") Protocol near,
      @ForAll("protocol") Protocol far,
      @ForAll("commonRequest") Request request) {
    Request before = decoded(near, encoded(near, request));
    Request there = decoded(far, encoded(far, before));
    Request after = decoded(near, encoded(near, there));

    assertThat(Transcript.of(after)).isEqualTo(Transcript.of(before));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void writingAndReadingAgainChangesNothingMore(
      @ForAll("protocol") Protocol protocol, @ForAll("anyRequest") Request request) {
    try {
      ObjectNode twice = encoded(protocol, decoded(protocol, encoded(protocol, request)));
      ObjectNode thrice = encoded(protocol, decoded(protocol, twice));

      assertThat(thrice).isEqualTo(twice);
    } catch (ProblemException e) {
      assertThat(e.problem().kind()).isEqualTo(ProblemKind.INVALID_REQUEST);
    }
  }

  /** What only the provider knows is the provider's to judge. */
  private static boolean holdsUnknownPartsOf(Protocol provider, Request request) {
    return request.turns().stream()
        .flatMap(turn -> turn.parts().stream())
        .anyMatch(part -> part instanceof Part.Opaque opaque && opaque.origin() == provider);
  }

  private ObjectNode encoded(Protocol provider, Request request) {
    ObjectNode body =
        formats.provider(provider).encodeRequest(request, Targets.provider(provider), new Losses());
    return StrictJson.parseObject(StrictJson.toBytes(body));
  }

  private Request decoded(Protocol client, ObjectNode body) {
    return formats.client(client).decodeRequest(body, Targets.address(client));
  }
}
