package dev.signalbox.gateway.wire.cross;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.gateway.wire.model.Protocol;

/** Reads what a client sees from a whole answer of one API, as a tree and without our codecs. */
interface View {
  Seen of(JsonNode body);

  /** The view of {@code protocol}. */
  static View of(Protocol protocol) {
    return switch (protocol) {
      case CHAT -> ChatView::read;
      case RESPONSES -> ResponsesView::read;
      case ANTHROPIC -> AnthropicView::read;
      case GEMINI -> GeminiView::read;
    };
  }
}
