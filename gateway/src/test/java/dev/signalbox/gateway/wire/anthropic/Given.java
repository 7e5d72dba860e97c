package dev.signalbox.gateway.wire.anthropic;

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
import dev.signalbox.gateway.wire.model.Loss;
import dev.signalbox.gateway.wire.model.Losses;
import dev.signalbox.gateway.wire.model.ReplyEvent;
import dev.signalbox.gateway.wire.model.Request;
import dev.signalbox.gateway.wire.sse.SseDecoder;
import dev.signalbox.gateway.wire.sse.StreamBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** What the tests of this package begin with. */
final class Given {
  static final SignatureSeal SEAL =
      new SignatureSeal("sixteen bytes or more".getBytes(StandardCharsets.US_ASCII));
  static final AnthropicClientFormat CLIENT = new AnthropicClientFormat(SEAL);
  static final AnthropicProviderFormat PROVIDER = new AnthropicProviderFormat();
  static final ReplyFrame FRAME =
      new ReplyFrame("01Test", "", 1_700_000_000, true, StrictJson.object());

  private static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  private Given() {}

  /** JSON written with single quotes. */
  static ObjectNode json(String text) {
    return StrictJson.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode node(String text) {
    return StrictJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** {@code node} as a receiver sees it, so that numbers compare by value. */
  static JsonNode reread(JsonNode node) {
    return StrictJson.parse(StrictJson.toBytes(node));
  }

  static ModelTraits traits(ModelTraits.Thinking thinking, boolean jsonSchema) {
    return new ModelTraits(
        OptionalInt.empty(),
        ModelTraits.MaxTokensParam.MAX_TOKENS,
        true,
        true,
        jsonSchema,
        thinking);
  }

  static ModelTraits limited(int maxOutputTokens) {
    return new ModelTraits(
        OptionalInt.of(maxOutputTokens),
        ModelTraits.MaxTokensParam.MAX_TOKENS,
        true,
        true,
        true,
        ModelTraits.Thinking.BUDGET);
  }

  static ProviderTarget target(ModelTraits traits) {
    return new ProviderTarget("claude-test", traits, Dialect.OPENAI);
  }

  static Request decoded(ObjectNode body) {
    return CLIENT.decodeRequest(body, RequestTarget.IN_BODY);
  }

  /** What went out, and what was told about it. */
  record Written(ObjectNode body, List<Loss> losses) {
    List<String> told() {
      return losses.stream()
          .map(loss -> loss.kind().name().toLowerCase(Locale.ROOT) + " " + loss.field())
          .toList();
    }
  }

  static Written written(Request request, ModelTraits traits) {
    Losses losses = new Losses();
    return new Written(PROVIDER.encodeRequest(request, target(traits), losses), losses.toList());
  }

  static Written written(Request request) {
    return written(request, ModelTraits.UNKNOWN);
  }

  /** The events a provider's stream is read as. */
  static List<ReplyEvent> events(byte[]... chunks) {
    List<ReplyEvent> events = new ArrayList<>();
    StreamDecoder decoder = PROVIDER.streamDecoder();
    SseDecoder sse = new SseDecoder(MAX_EVENT_BYTES);
    for (byte[] chunk : chunks) {
      sse.accept(chunk, event -> decoder.accept(event, events::add));
    }
    sse.end(event -> decoder.accept(event, events::add));
    decoder.end(events::add);
    return events;
  }

  static List<ReplyEvent> events(String stream) {
    return events(stream.getBytes(StandardCharsets.UTF_8));
  }

  static ReplyFold fold(List<ReplyEvent> events) {
    ReplyFold fold = new ReplyFold();
    events.forEach(fold::accept);
    return fold;
  }

  /** The stream a client is sent for {@code events}. */
  static String streamed(List<ReplyEvent> events, Losses losses) {
    StreamEncoder encoder = CLIENT.streamEncoder(FRAME, losses);
    StreamBuffer buffer = new StreamBuffer();
    events.forEach(event -> encoder.accept(event, buffer));
    return new String(buffer.take(), StandardCharsets.UTF_8);
  }

  /** An event stream of the given data, each named by its type; single quotes are allowed. */
  static String sse(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String one : data) {
      ObjectNode event = json(one);
      stream
          .append("event: ")
          .append(event.path("type").asText())
          .append("\ndata: ")
          .append(StrictJson.toText(event))
          .append("\n\n");
    }
    return stream.toString();
  }

  /** The data of the events in {@code stream}. */
  static List<JsonNode> data(String stream) {
    List<JsonNode> data = new ArrayList<>();
    SseDecoder sse = new SseDecoder(MAX_EVENT_BYTES);
    sse.accept(
        stream.getBytes(StandardCharsets.UTF_8),
        event -> data.add(StrictJson.parse(event.data().getBytes(StandardCharsets.UTF_8))));
    return data;
  }
}
