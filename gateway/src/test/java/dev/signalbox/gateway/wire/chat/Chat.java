package dev.signalbox.gateway.wire.chat;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.signalbox.gateway.wire.model.Reply;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shorthands for tests: both sides of the format on texts. */
final class Chat {
  static final SignatureSeal SEAL =
      new SignatureSeal("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  static final ChatClientFormat CLIENT = new ChatClientFormat(SEAL);
  static final ChatProviderFormat PROVIDER = new ChatProviderFormat();

  private Chat() {}

  /** JSON with single quotes for double ones. */
  static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static Request request(String text) {
    return CLIENT.decodeRequest(json(text), RequestTarget.IN_BODY);
  }

  /** The request without its messages. */
  static Request asking(String fields) {
    return request(
        "{'model':'m','messages':[{'role':'user','content':'hi'}]%s}"
            .formatted(fields.isEmpty() ? "" : "," + fields));
  }

  static ProviderTarget target(Dialect dialect) {
    return new ProviderTarget("m", ModelTraits.UNKNOWN, dialect);
  }

  static Dialect dialect(String id) {
    return Dialects.byId(id).orElseThrow();
  }

  static ObjectNode encoded(Request request, Dialect dialect, Losses losses) {
    return PROVIDER.encodeRequest(request, target(dialect), losses);
  }

  static Reply reply(String text) {
    return PROVIDER.decodeReply(json(text));
  }

  /** A whole answer with one choice whose message and finish reason are given. */
  static Reply answer(String message, String finishReason) {
    return reply(
        "{'id':'r','model':'m','created':5,'choices':[{'index':0,'message':%s,'finish_reason':'%s'}]}"
            .formatted(message, finishReason));
  }

  static ReplyFrame frame(String requestBody) {
    return new ReplyFrame("abc", "", 1_000, true, json(requestBody));
  }

  static ReplyFrame frame() {
    return frame("{'stream_options':{'include_usage':true}}");
  }

  /** The events of a stream given in pieces, with the order contract checked. */
  static List<ReplyEvent> events(List<byte[]> pieces) {
    List<ReplyEvent> events = new ArrayList<>();
    SseDecoder sse = new SseDecoder(8 * 1024 * 1024);
    StreamDecoder decoder = PROVIDER.streamDecoder();
    pieces.forEach(piece -> sse.accept(piece, event -> decoder.accept(event, events::add)));
    sse.end(event -> decoder.accept(event, events::add));
    decoder.end(events::add);
    EventOrder.check(events);
    return events;
  }

  static List<ReplyEvent> events(String stream) {
    return events(List.of(stream.getBytes(StandardCharsets.UTF_8)));
  }

  /** The stream of the given chunks, each with id and model, and {@code [DONE]}. */
  static List<ReplyEvent> chunks(String... chunks) {
    StringBuilder stream = new StringBuilder();
    for (String chunk : chunks) {
      ObjectNode node = json(chunk);
      node.put("id", "r").put("model", "m").put("created", 5);
      stream.append("data: ").append(StrictJson.toText(node)).append("\n\n");
    }
    return events(stream + "data: [DONE]\n\n");
  }

  /** The stream of the given deltas of one choice, a finish reason and {@code [DONE]}. */
  static List<ReplyEvent> deltas(String finishReason, String... deltas) {
    List<String> chunks = new ArrayList<>();
    for (String delta : deltas) {
      chunks.add("{'choices':[{'index':0,'delta':%s,'finish_reason':null}]}".formatted(delta));
    }
    chunks.add("{'choices':[{'index':0,'delta':{},'finish_reason':'%s'}]}".formatted(finishReason));
    return chunks(chunks.toArray(String[]::new));
  }

  static ReplyFold fold(List<ReplyEvent> events) {
    ReplyFold fold = new ReplyFold();
    events.forEach(fold::accept);
    return fold;
  }

  static Reply folded(List<ReplyEvent> events) {
    ReplyFold fold = fold(events);
    assertThat(fold.problem()).isEmpty();
    return fold.toReply();
  }

  /** What a client receives for {@code events}. */
  static String streamed(List<ReplyEvent> events, ReplyFrame frame, Losses losses) {
    StreamEncoder encoder = CLIENT.streamEncoder(frame, losses);
    StreamBuffer buffer = new StreamBuffer();
    events.forEach(event -> encoder.accept(event, buffer));
    return new String(buffer.take(), StandardCharsets.UTF_8);
  }

  /** The chunks of a stream as JSON, without {@code [DONE]}. */
  static List<ObjectNode> chunksOf(String stream) {
    return Arrays.stream(stream.split("\n\n"))
        .map(event -> event.substring("data: ".length()))
        .filter(data -> !data.equals("[DONE]"))
        .map(data -> StrictJson.parseObject(data.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }
}
