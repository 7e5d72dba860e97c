package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Choice;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Part;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.StopReason;
import dev.signalbox.gateway.wire.random.EventOrders;
import dev.signalbox.gateway.wire.random.Mutations;
import dev.signalbox.gateway.wire.random.RandomReplies;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every reply, in every legal order of its events. */
final class ReplyPropertiesTest {
  private final WireFormats formats = new WireFormats(new SignatureSeal(new byte[32]));

  @Provide
  Arbitrary<Reply> anyReply() {
    return RandomReplies.any();
  }

  @Provide
  Arbitrary<Reply> commonReply() {
    return RandomReplies.common();
  }

  @Provide
  Arbitrary<Protocol> protocol() {
    return Arbitraries.of(Protocol.class);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void streamedEqualsWhole(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    Losses wholeLosses = new Losses();
    Losses streamLosses = new Losses();
    Upstream streamed = streamed(protocol, reply, seed, streamLosses);
    assertThat(EventContract.violations(streamed.events())).isEmpty();
    if (protocol == Protocol.RESPONSES && hasFailed(reply)) {
      assertThat(streamed.problem()).isPresent();
      return;
    }
    Reply whole = whole(protocol, reply, wholeLosses);

    assertThat(streamed.problem()).isEmpty();
    assertThat(told(protocol, streamed.reply())).isEqualTo(told(protocol, whole));
    assertThat(places(wholeLosses)).containsAll(places(streamLosses));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyStreamKeepsTheRulesOfItsApi(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    byte[] bytes =
        new Delivery(formats.client(protocol))
            .bytes(EventOrders.of(reply, seed), true, new Losses());

    assertThat(StreamRules.of(protocol).violations(Upstream.events(bytes))).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void theSdkReadsWhatTheReplySays(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    Delivery delivery = new Delivery(formats.client(protocol));
    Reply known = withoutOpaque(reply, protocol);
    Upstream ordered = new Upstream(EventOrders.of(known, seed), known, Optional.empty());

    assertThat(delivery.whole(ordered)).isEmpty();
    assertThat(delivery.streamed(ordered)).isEmpty();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void thereAndBackIsTheSame(
      @ForAll("protocol") Protocol near,
      @ForAll("protocol") Protocol far,
      @ForAll("commonReply") Reply reply) {
    Reply before = whole(near, reply, new Losses());
    Reply after = whole(near, whole(far, before, new Losses()), new Losses());

    assertThat(Expected.of(after, near)).isEqualTo(Expected.of(before, near));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anyCutOfTheBytesGivesTheSameEvents(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    byte[] bytes =
        new Delivery(formats.client(protocol))
            .bytes(EventOrders.of(reply, seed), true, new Losses());
    List<SseEvent> cut = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(8 << 20);
    new Mutations(seed).cut(bytes, 5).forEach(piece -> decoder.accept(piece, cut::add));
    decoder.end(cut::add);

    assertThat(cut).isEqualTo(Upstream.events(bytes));
  }

  /** A Responses answer that stopped by an error is a failed one. */
  private static boolean hasFailed(Reply reply) {
    return reply.choices().getFirst().stop() == StopReason.ERROR;
  }

  /**
   * All that a whole answer of {@code protocol} can tell: a Chat message holds its texts, calls and
   * media apart, without an order among them; Gemini tells log probabilities and sources of a
   * choice, not of a part.
   */
  private static Object told(Protocol protocol, Reply reply) {
    return switch (protocol) {
      case RESPONSES, ANTHROPIC -> reply;
      case CHAT -> Expected.of(reply, protocol).unordered();
      case GEMINI ->
          List.of(
              Expected.of(reply, protocol),
              reply.choices().stream()
                  .flatMap(choice -> choice.parts().stream())
                  .map(ReplyPropertiesTest::withoutNotes)
                  .toList());
    };
  }

  private static Part withoutNotes(Part part) {
    return part instanceof Part.Text text
        ? new Part.Text(text.text(), List.of(), List.of(), text.signature(), text.extras())
        : part;
  }

  /** The SDKs know only some of the parts that their own API may send. */
  private static Reply withoutOpaque(Reply reply, Protocol protocol) {
    List<Choice> choices = new ArrayList<>();
    for (Choice choice : reply.choices()) {
      List<Part> known =
          choice.parts().stream()
              .filter(part -> !(part instanceof Part.Opaque o && o.origin() == protocol))
              .toList();
      choices.add(
          new Choice(choice.index(), known, choice.stop(), choice.stopSequence(), choice.extras()));
    }
    return new Reply(
        reply.id(), reply.model(), reply.createdSeconds(), choices, reply.usage(), reply.extras());
  }

  /** Where something is lost, without indexes, which a stream may not know yet. */
  private static Set<String> places(Losses losses) {
    return losses.toList().stream()
        .map(loss -> loss.kind() + " " + loss.field().replaceAll("\\[\\d*\\]", ""))
        .collect(Collectors.toSet());
  }

  private Reply whole(Protocol protocol, Reply reply, Losses losses) {
    ObjectNode body = formats.client(protocol).encodeReply(reply, Delivery.frame(reply), losses);
    return formats.provider(protocol).decodeReply(StrictJson.parseObject(StrictJson.toBytes(body)));
  }

  private Upstream streamed(Protocol protocol, Reply reply, long seed, Losses losses) {
    byte[] bytes =
        new Delivery(formats.client(protocol)).bytes(EventOrders.of(reply, seed), true, losses);
    return Upstream.streamed(formats.provider(protocol), Upstream.events(bytes));
  }
}
