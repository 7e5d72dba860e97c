package dev.signalbox.gateway.sdk;

import java.net.URI;
import java.util.Map;

/** The official SDKs; openai-java speaks two APIs. */
enum Sdk {
  OPENAI_CHAT,
  OPENAI_RESPONSES,
  ANTHROPIC,
  GEMINI;

  /** The SDK with nothing set but where and with which key, and no repetitions of its own. */
  Talk at(URI address, String key) {
    return at(address, key, Map.of());
  }

  /** The same, sending {@code headers} with every request. */
  Talk at(URI address, String key, Map<String, String> headers) {
    return switch (this) {
      case OPENAI_CHAT -> new ChatTalk(Clients.openAi(address + "/v1", key, headers));
      case OPENAI_RESPONSES -> new ResponsesTalk(Clients.openAi(address + "/v1", key, headers));
      case ANTHROPIC -> new AnthropicTalk(Clients.anthropic(address.toString(), key, headers));
      case GEMINI -> new GeminiTalk(Clients.gemini(address.toString(), key, headers));
    };
  }
}
