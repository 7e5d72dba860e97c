package dev.signalbox.gateway.metrics;

/**
 * From doors to names of operations, those of the <a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics">GenAI semantic
 * conventions</a> where these have one, read 2026-11.
 */
final class Operations {
  private Operations() {}

  /** The operation of the requests that come through the door {@code endpoint}. */
  static String of(String endpoint) {
    return switch (endpoint) {
      case "chat/completions", "responses", "messages" -> "chat";
      case "generateContent", "streamGenerateContent" -> "generate_content";
      case "completions" -> "text_completion";
      case "embeddings", "embedContent", "batchEmbedContents" -> "embeddings";
      default -> endpoint;
    };
  }
}
