package dev.signalbox.gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.ReplyUnfold;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the tests of this format share. */
final class Samples {
  static final SignatureSeal SEAL =
      new SignatureSeal("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  static final GeminiClientFormat CLIENT = new GeminiClientFormat(SEAL);
  static final GeminiProviderFormat PROVIDER = new GeminiProviderFormat();
  static final RequestTarget PATH =
      new RequestTarget(Optional.of("gemini-2.5-flash"), Optional.of(false));
  static final ReplyFrame FRAME = frame(true);

  private Samples() {}

  static ReplyFrame frame(boolean events) {
    return new ReplyFrame("r1", "", 1_700_000_000, events, StrictJson.object());
  }

  static ProviderTarget target(ModelTraits.Thinking thinking) {
    return new ProviderTarget(
        "gemini-2.5-flash",
        new ModelTraits(
            OptionalInt.empty(), ModelTraits.MaxTokensParam.MAX_TOKENS, true, true, true, thinking),
        Dialect.OPENAI);
  }

  static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Request decode(String body) {
    return CLIENT.decodeRequest(json(body), PATH);
  }

  static JsonNode encode(Request request, Losses losses) {
    ObjectNode body = PROVIDER.encodeRequest(request, target(ModelTraits.Thinking.BUDGET), losses);
    return StrictJson.parse(StrictJson.toBytes(body));
  }

  static Reply reply(String body) {
    return PROVIDER.decodeReply(json(body));
  }

  static List<SseEvent> events(byte[] stream) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(8 * 1024 * 1024);
    decoder.accept(stream, events::add);
    decoder.end(events::add);
    return events;
  }

  static List<ReplyEvent> decode(List<SseEvent> events) {
    List<ReplyEvent> out = new ArrayList<>();
    StreamDecoder decoder = PROVIDER.streamDecoder();
    events.forEach(event -> decoder.accept(event, out::add));
    decoder.end(out::add);
    return out;
  }

  static List<ReplyEvent> chunks(String... chunks) {
    List<SseEvent> events = new ArrayList<>();
    for (String chunk : chunks) {
      events.add(new SseEvent("", chunk.replace('\'', '"')));
    }
    return decode(events);
  }

  static ReplyFold fold(List<ReplyEvent> events) {
    ReplyFold fold = new ReplyFold();
    events.forEach(fold::accept);
    return fold;
  }

  /** The stream a client gets for {@code events}. */
  static byte[] stream(List<ReplyEvent> events, ReplyFrame frame, Losses losses) {
    StreamEncoder encoder = CLIENT.streamEncoder(frame, losses);
    StreamBuffer buffer = new StreamBuffer();
    events.forEach(event -> encoder.accept(event, buffer));
    return buffer.take();
  }

  /** What a client reads of {@code reply} when it is streamed. */
  static Reply streamed(Reply reply) {
    List<ReplyEvent> events = new ArrayList<>();
    ReplyUnfold.unfold(reply, events::add);
    return fold(decode(events(stream(events, FRAME, new Losses())))).toReply();
  }

  /** What a client reads of {@code reply} when it is sent whole. */
  static Reply whole(Reply reply) {
    return PROVIDER.decodeReply(CLIENT.encodeReply(reply, FRAME, new Losses()));
  }
}
