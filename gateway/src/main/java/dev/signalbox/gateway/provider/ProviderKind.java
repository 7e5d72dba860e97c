package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.model.Protocol;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of provider that can be configured ({@code provider_type}). */
public enum ProviderKind {
  OPENAI("openai", "openai", Protocol.CHAT, "https://api.openai.com/v1"),
  OPENAI_RESPONSES("openai_responses", "openai", Protocol.RESPONSES, "https://api.openai.com/v1"),
  ANTHROPIC("anthropic", "anthropic", Protocol.ANTHROPIC, "https://api.anthropic.com"),
  GOOGLE("google", "google", Protocol.GEMINI, "https://generativelanguage.googleapis.com"),
  AZURE_OPENAI("azure_openai", "azure", Protocol.CHAT, ""),
  LOCAL("local", "", Protocol.CHAT, "http://127.0.0.1:11434"),
  SIMULATOR("simulator", "", Protocol.CHAT, "");

  private final String id;
  private final String maker;
  private final Protocol protocol;
  private final String standardEndpoint;

  ProviderKind(String id, String maker, Protocol protocol, String standardEndpoint) {
    this.id = id;
    this.maker = maker;
    this.protocol = protocol;
    this.standardEndpoint = standardEndpoint;
  }

  /** The kind with this config name. */
  public static Optional<ProviderKind> byId(String id) {
    return Stream.of(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** Its name in the config. */
  public String id() {
    return id;
  }

  /** Whose catalog cards it serves; empty text for none. */
  public String maker() {
    return maker;
  }

  /** The API format it speaks, unless configured otherwise (simulator). */
  public Protocol protocol() {
    return protocol;
  }

  /** Where it is when no endpoint is configured; empty text when one must be. */
  public String standardEndpoint() {
    return standardEndpoint;
  }
}
