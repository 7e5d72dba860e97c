package dev.signalbox.gateway.wire.cross;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.formats.WireFormats;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.model.Reply;
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

  @Property(tries = 4000)
  void streamedEqualsWhole(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    Losses wholeLosses = new Losses();
    Losses streamLosses = new Losses();
    Reply whole = whole(protocol, reply, wholeLosses);
    Upstream streamed = streamed(protocol, reply, seed, streamLosses);

    assertThat(streamed.problem()).isEmpty();
    assertThat(EventContract.violations(streamed.events())).isEmpty();
    assertThat(streamed.reply()).isEqualTo(whole);
    assertThat(places(streamLosses)).isEqualTo(places(wholeLosses));
  }

  @Property(tries = 4000)
  void everyStreamKeepsTheRulesOfItsApi(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    byte[] bytes =
        new Delivery(formats.client(protocol))
            .bytes(EventOrders.of(reply, seed), true, new Losses());

    assertThat(StreamRules.of(protocol).violations(Upstream.events(bytes))).isEmpty();
  }

  @Property(tries = 2000)
  void theSdkReadsWhatTheReplySays(
      @ForAll("protocol") Protocol protocol, @ForAll("anyReply") Reply reply, @ForAll long seed) {
    Delivery delivery = new Delivery(formats.client(protocol));
    Upstream ordered = new Upstream(EventOrders.of(reply, seed), reply, Optional.empty());

    assertThat(delivery.whole(ordered)).isEmpty();
    assertThat(delivery.streamed(ordered)).isEmpty();
  }

  @Property(tries = 4000)
  void thereAndBackIsTheSame(
      @ForAll("protocol") Protocol near,
      @ForAll("protocol") Protocol far,
      @ForAll("commonReply") Reply reply) {
    Reply before = whole(near, reply, new Losses());
    Reply after = whole(near, whole(far, before, new Losses()), new Losses());

    assertThat(Expected.of(after, near)).isEqualTo(Expected.of(before, near));
  }

  @Property(tries = 2000)
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
