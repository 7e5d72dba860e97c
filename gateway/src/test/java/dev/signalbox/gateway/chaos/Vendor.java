package dev.signalbox.gateway.chaos;

import dev.signalbox.gateway.e2e.ClientApi;
import java.util.Locale;

/** A provider of a run. */
enum Vendor {
  CHAT_A("openai_chat", ClientApi.CHAT, "stream_usage = true\n"),
  CHAT_B("openai_chat", ClientApi.CHAT, "stream_usage = false\n"),
  ANSWERS("openai_responses", ClientApi.RESPONSES, ""),
  MESSAGES("anthropic", ClientApi.ANTHROPIC, ""),
  GEMINI("google", ClientApi.GEMINI, ""),
  NARROW(
      "openai_chat",
      ClientApi.CHAT,
      """
      max_connections = 2
      max_waiting = 2
      max_in_flight = 5
      requests_per_minute = 60
      tokens_per_minute = 5000
      stream_usage = true
      """),
  UNPRICED("anthropic", ClientApi.ANTHROPIC, ""),
  DEAD("openai_chat", ClientApi.CHAT, ""),
  HOLE("anthropic", ClientApi.ANTHROPIC, "");

  private final String type;
  private final ClientApi api;
  private final String options;

  Vendor(String type, ClientApi api, String options) {
    this.type = type;
    this.api = api;
    this.options = options;
  }

  /** Its name in the configuration. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it speaks. */
  ClientApi api() {
    return api;
  }

  /** Its type in the configuration. */
  String type() {
    return type;
  }

  /** Further lines of its configuration. */
  String options() {
    return options;
  }

  /** The only model it has. */
  String model() {
    return this == UNPRICED ? "u" : "m";
  }

  /** The name of its model here. */
  String target() {
    return id() + "/" + model();
  }

  /** Whether anybody is there. */
  boolean listens() {
    return this != DEAD && this != HOLE;
  }
}
