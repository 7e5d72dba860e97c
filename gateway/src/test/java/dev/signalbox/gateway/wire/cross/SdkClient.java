package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;
import dev.signalbox.gateway.wire.sse.SseEvent;
import java.io.IOException;
import java.util.List;

/**
 * An official SDK reading an answer: its types parse and validate it, its accumulator puts a stream
 * together. What it understood comes back as the tree of a whole answer.
 */
sealed interface SdkClient permits ChatSdk, ResponsesSdk, AnthropicSdk, GeminiSdk {
  JsonNode whole(JsonNode body) throws IOException;

  JsonNode stream(List<SseEvent> events) throws IOException;

  /** The SDK of {@code protocol}. */
  static SdkClient of(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> new ChatSdk();
      case RESPONSES -> new ResponsesSdk();
      case ANTHROPIC -> new AnthropicSdk();
      case GEMINI -> new GeminiSdk();
    };
  }
}
