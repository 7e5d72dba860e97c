package dev.signalbox.gateway.wire.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The API formats that clients speak, one for each front door; providers may speak them too. */
public enum Protocol implements ApiFormat {
  CHAT("openai_chat"),
  RESPONSES("openai_responses"),
  ANTHROPIC("anthropic"),
  GEMINI("gemini");

  private final String id;

  Protocol(String id) {
    this.id = id;
  }

  /** The name used in config and headers too. */
  @Override
  public String id() {
    return id;
  }

  /** The format with this name. */
  public static Optional<Protocol> byId(String id) {
    return Stream.of(values()).filter(protocol -> protocol.id.equals(id)).findFirst();
  }
}
