package dev.signalbox.gateway.provider;

import dev.signalbox.gateway.wire.model.Protocol;

/** How an API is asked, below the path of whatever endpoint a provider of it has. */
interface ApiLayout {
  /** OpenAI Chat Completions. */
  ApiLayout CHAT =
      base ->
          ProviderApi.bearing(
              Protocol.CHAT,
              Endpoints.Fixed.usual(
                  Endpoints.versioned(base, "/v1"),
                  "/chat/completions",
                  "/chat/completions/input_tokens"));

  /** OpenAI Responses. */
  ApiLayout RESPONSES =
      base ->
          ProviderApi.bearing(
              Protocol.RESPONSES,
              Endpoints.Fixed.usual(
                  Endpoints.versioned(base, "/v1"), "/responses", "/responses/input_tokens"));

  /** Anthropic Messages. */
  ApiLayout MESSAGES =
      base ->
          ProviderApi.keyed(
                  Protocol.ANTHROPIC,
                  Endpoints.Fixed.usual(
                      Endpoints.versioned(base, "/v1"), "/messages", "/messages/count_tokens"),
                  "x-api-key")
              .sending("anthropic-version", "2023-06-01");

  /** Google Gemini. */
  ApiLayout GEMINI =
      base ->
          ProviderApi.keyed(
              Protocol.GEMINI,
              new Endpoints.Gemini(Endpoints.versioned(base, "/v1beta")),
              "x-goog-api-key");

  /** The API below {@code basePath}. */
  ProviderApi below(String basePath);

  /** Whether servers at {@code host} have it. */
  default boolean isAt(String host) {
    return true;
  }

  /** An API that only hosts of {@code domain} have. */
  record OnlyAt(String domain, ApiLayout layout) implements ApiLayout {
    @Override
    public ProviderApi below(String basePath) {
      return layout.below(basePath);
    }

    @Override
    public boolean isAt(String host) {
      return host.endsWith(domain);
    }
  }
}
