package dev.signalbox.gateway.tracing;

import dev.signalbox.gateway.provider.UpstreamSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names that the conventions have for what is asked, and of whom. */
final class Operation {
  private static final Map<String, String> BY_ENDPOINT =
      Map.of(
          "chat/completions", "chat",
          "messages", "chat",
          "responses", "chat",
          "generateContent", "generate_content",
          "streamGenerateContent", "generate_content",
          "completions", "text_completion",
          "embeddings", "embeddings",
          "embedContent", "embeddings",
          "batchEmbedContents", "embeddings");

  /** Names of makers and dialects that differ from those of the conventions. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "google", "gcp.gemini",
          "azure", "azure.ai.openai",
          "mistral", "mistral_ai",
          "xai", "x_ai");

  /** Hosts that tell more than whose models they serve. */
  private static final Map<String, String> HOSTS =
      Map.of("aiplatform.googleapis.com", "gcp.vertex_ai", "amazonaws.com", "aws.bedrock");

  private Operation() {}

  /** What a request at {@code endpoint} asks for; empty where the conventions have no name. */
  static Optional<String> of(String endpoint) {
    return Optional.ofNullable(BY_ENDPOINT.get(endpoint));
  }

  /** Whose service {@code provider} is. */
  static String providerOf(UpstreamSpec provider) {
    String host = String.valueOf(provider.endpoint().getHost()).toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> known : HOSTS.entrySet()) {
      if (host.endsWith(known.getKey())) {
        return known.getValue();
      }
    }
    String maker = provider.maker().isEmpty() ? provider.id() : provider.maker();
    return PROVIDERS.getOrDefault(maker, maker);
  }
}
