package dev.signalbox.gateway.wire.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.gateway.wire.codec.Dialect;
import dev.signalbox.gateway.wire.codec.ModelTraits;
import dev.signalbox.gateway.wire.codec.ProviderTarget;
import dev.signalbox.gateway.wire.codec.ReplyFold;
import dev.signalbox.gateway.wire.codec.ReplyFrame;
import dev.signalbox.gateway.wire.codec.RequestTarget;
import dev.signalbox.gateway.wire.codec.SignatureSeal;
import dev.signalbox.gateway.wire.codec.StreamDecoder;
import dev.signalbox.gateway.wire.codec.StreamEncoder;
import dev.signalbox.gateway.wire.json.StrictJson;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.SseEvent;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The pieces of the format put together, as the tests of this package need them. */
final class Wire {
  static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;
  static final SignatureSeal SEAL =
      new SignatureSeal("a key of the tests only".getBytes(StandardCharsets.UTF_8));
  static final ResponsesClientFormat CLIENT = new ResponsesClientFormat(SEAL);
  static final ResponsesProviderFormat PROVIDER = new ResponsesProviderFormat();

  private Wire() {}

  /** JSON with single quotes for double ones. */
  static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** The same document as it arrives on the other side: numbers take their written form. */
  static ObjectNode reparsed(JsonNode node) {
    return StrictJson.parseObject(StrictJson.toBytes(node));
  }

  static Request decode(ObjectNode body) {
    return CLIENT.decodeRequest(body, RequestTarget.IN_BODY);
  }

  static Request decode(String body) {
    return decode(json(body));
  }

  static ObjectNode encode(Request request, Losses losses) {
    return PROVIDER.encodeRequest(
        request, new ProviderTarget(request.model(), ModelTraits.UNKNOWN, Dialect.OPENAI), losses);
  }

  static ReplyFrame frame(ObjectNode requestBody) {
    return new ReplyFrame("abc123", "", 1_700_000_000L, true, requestBody);
  }

  static ReplyFrame frame() {
    return frame(json("{'model':'m'}"));
  }

  static List<SseEvent> sse(byte[] bytes) {
    List<SseEvent> events = new ArrayList<>();
    SseDecoder decoder = new SseDecoder(MAX_EVENT_BYTES);
    decoder.accept(bytes, events::add);
    decoder.end(events::add);
    return events;
  }

  static List<SseEvent> sse(String text) {
    return sse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Events given as one JSON object a line. */
  static List<ReplyEvent> decodeStream(String... events) {
    List<SseEvent> all = new ArrayList<>();
    for (String event : events) {
      all.add(new SseEvent("", event.replace('\'', '"')));
    }
    return decodeStream(all);
  }

  static List<ReplyEvent> decodeStream(List<SseEvent> events) {
    List<ReplyEvent> out = new ArrayList<>();
    StreamDecoder decoder = PROVIDER.streamDecoder();
    events.forEach(event -> decoder.accept(event, out::add));
    decoder.end(out::add);
    return out;
  }

  static ReplyFold fold(List<ReplyEvent> events) {
    ReplyFold fold = new ReplyFold();
    events.forEach(fold::accept);
    return fold;
  }

  static byte[] encodeStream(List<ReplyEvent> events, ReplyFrame frame, Losses losses) {
    StreamEncoder encoder = CLIENT.streamEncoder(frame, losses);
    StreamBuffer out = new StreamBuffer();
    events.forEach(event -> encoder.accept(event, out));
    return out.take();
  }

  /** The data of the events in {@code stream}. */
  static List<JsonNode> data(byte[] stream) {
    return sse(stream).stream()
        .map(event -> StrictJson.tryParse(event.data()).orElseThrow())
        .toList();
  }
}
