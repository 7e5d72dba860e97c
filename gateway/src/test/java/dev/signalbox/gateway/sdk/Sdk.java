package dev.signalbox.gateway.sdk;

import java.net.URI;

/** The official SDKs; openai-java speaks two APIs. */
enum Sdk {
  OPENAI_CHAT,
  OPENAI_RESPONSES,
  ANTHROPIC,
  GEMINI;

  /** The SDK with nothing set but where and with which key, and no repetitions of its own. */
  Talk at(URI address, String key) {
    return switch (this) {
      case OPENAI_CHAT -> new ChatTalk(Clients.openAi(address + "/v1", key));
      case OPENAI_RESPONSES -> new ResponsesTalk(Clients.openAi(address + "/v1", key));
      case ANTHROPIC -> new AnthropicTalk(Clients.anthropic(address.toString(), key));
      case GEMINI -> new GeminiTalk(Clients.gemini(address.toString(), key));
    };
  }
}
