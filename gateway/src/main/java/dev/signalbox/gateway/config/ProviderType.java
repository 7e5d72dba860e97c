package dev.signalbox.gateway.config;

/** What kind of service a provider is. */
public enum ProviderType {
  /** OpenAI: Chat Completions and Responses. */
  OPENAI("openai"),
  /** Any service with OpenAI's Chat Completions and no Responses. */
  OPENAI_CHAT("openai_chat"),
  /** Any service spoken to by OpenAI's Responses only. */
  OPENAI_RESPONSES("openai_responses"),
  /** Anthropic Messages. */
  ANTHROPIC("anthropic"),
  /** Google Gemini. */
  GOOGLE("google"),
  /** OpenAI's models on Azure. */
  AZURE_OPENAI("azure_openai"),
  /** A server with OpenAI's Chat Completions near by, usually without a key. */
  LOCAL("local"),
  /** The built-in provider that answers without a network. */
  SIMULATOR("simulator");

  private final String id;

  ProviderType(String id) {
    this.id = id;
  }

  /** The name used in the file, in records and in answers. */
  public String id() {
    return id;
  }
}
